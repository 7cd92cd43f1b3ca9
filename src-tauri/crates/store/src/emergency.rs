//! `emergency`: messages of which a copy was kept in an emergency. The newest row of a message says where it stands.

use crate::{Reader, StoreError, Writer};
use lectern_model::{AccountId, EmergencyId, EmergencyKind, RecordId, ReportStand, Timestamp};
use rusqlite::{OptionalExtension, Row, params};

const EMERGENCY: &str =
    "SELECT id, account_id, remote_id, kind, record_id, at, report, report_at, answer FROM emergency";

/// A message that was kept in an emergency.
#[derive(Debug, Clone, PartialEq)]
pub struct EmergencyRow {
    /// Its number; 0: not kept yet.
    pub id: EmergencyId,
    /// The account it was written to.
    pub account: AccountId,
    /// The platform's id for it.
    pub remote_id: String,
    /// What the emergency is.
    pub kind: EmergencyKind,
    /// The record with its copy.
    pub record: RecordId,
    /// When it was kept.
    pub at: Timestamp,
    /// Where its report stands, and since when; none: it was not reported.
    pub report: Option<(ReportStand, Timestamp)>,
    /// What the platform answered. Empty: nothing.
    pub answer: String,
}

impl Reader<'_> {
    /// The newest copy of a message that was kept in an emergency.
    ///
    /// # Errors
    /// What the disk said.
    pub fn emergency_of(&self, account: AccountId, remote_id: &str) -> Result<Option<EmergencyRow>, StoreError> {
        let sql = format!("{EMERGENCY} WHERE account_id = ?1 AND remote_id = ?2 ORDER BY id DESC LIMIT 1");
        Ok(self.conn.prepare_cached(&sql)?.query_row(params![account.0, remote_id], read).optional()?)
    }

    /// Whether no picture of a message may be copied: a person said once that it shows sexual material of a child.
    ///
    /// # Errors
    /// What the disk said.
    pub fn never_copied(&self, account: AccountId, remote_id: &str) -> Result<bool, StoreError> {
        let sql = "SELECT count(*) > 0 FROM emergency WHERE account_id = ?1 AND remote_id = ?2 AND kind = 'child'";
        Ok(self.conn.prepare_cached(sql)?.query_row(params![account.0, remote_id], |row| row.get(0))?)
    }
}

impl Writer<'_> {
    /// Keeps what was kept in an emergency, and where its report stands; one without a number is new.
    ///
    /// # Errors
    /// What the disk said.
    pub fn keep_emergency(&self, row: &EmergencyRow) -> Result<EmergencyRow, StoreError> {
        let (report, report_at) = row.report.map(|(stand, at)| (stand_word(stand), at.0)).unzip();
        if row.id.0 != 0 {
            let sql = "UPDATE emergency SET report = ?2, report_at = ?3, answer = ?4 WHERE id = ?1";
            self.conn.prepare_cached(sql)?.execute(params![row.id.0, report, report_at, row.answer])?;
            return Ok(row.clone());
        }
        let sql = "INSERT INTO emergency (account_id, remote_id, kind, record_id, at, report, report_at, answer) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        self.conn.prepare_cached(sql)?.execute(params![
            row.account.0,
            row.remote_id,
            kind_word(row.kind),
            row.record.0,
            row.at.0,
            report,
            report_at,
            row.answer
        ])?;
        Ok(EmergencyRow { id: EmergencyId(self.conn.last_insert_rowid()), ..row.clone() })
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<EmergencyRow> {
    let stand = row.get::<_, Option<String>>(6)?.map(|word| stand_of(&word));
    let since = row.get::<_, Option<i64>>(7)?.map(Timestamp);
    Ok(EmergencyRow {
        id: EmergencyId(row.get(0)?),
        account: AccountId(row.get(1)?),
        remote_id: row.get(2)?,
        kind: kind_of(&row.get::<_, String>(3)?),
        record: RecordId(row.get(4)?),
        at: Timestamp(row.get(5)?),
        report: stand.zip(since),
        answer: row.get(8)?,
    })
}

fn kind_word(kind: EmergencyKind) -> &'static str {
    match kind {
        EmergencyKind::Threat => "threat",
        EmergencyKind::Child => "child",
        EmergencyKind::Private => "private",
    }
}

fn kind_of(word: &str) -> EmergencyKind {
    match word {
        "threat" => EmergencyKind::Threat,
        "private" => EmergencyKind::Private,
        // The one of which nothing but the words is ever copied.
        _ => EmergencyKind::Child,
    }
}

fn stand_word(stand: ReportStand) -> &'static str {
    match stand {
        ReportStand::Doubt => "doubt",
        ReportStand::Reported => "reported",
        ReportStand::Refused => "refused",
    }
}

fn stand_of(word: &str) -> ReportStand {
    match word {
        "reported" => ReportStand::Reported,
        "refused" => ReportStand::Refused,
        _ => ReportStand::Doubt,
    }
}
