//! Answering a request for records: a preview with numbers, then one ZIP that says how it is checked.

use super::RecordsShelf;
use super::mask::{Mask, masker};
use super::scope::between;
use super::shelf::{BATCH, entry};
use super::views::{is_private, said, snippet};
use jiff::tz::TimeZone;
use lectern_core::moment::{words_of, zone_of};
use lectern_core::records::{NewRecord, append};
use lectern_core::{Core, problem, run, settings};
use lectern_model::{
    Change, Code, MediaHash, Problem, RecordBody, RecordId, RecordKind, RecordQuery, RecordReason, RecordsRequest,
    RequestDone, RequestPreview, RequestSample, Settings, Timestamp,
};
use lectern_records::{About, Bundle, Released, mask_body};
use lectern_store::{RecordRow, StoreError};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// Records that a preview shows.
const SHOWN: usize = 20;
const LONGEST: usize = 300;

type Handout = Bundle<BufWriter<File>>;

/// Pictures and their bytes; none: they are not in the media folder any more.
type Pictures = Vec<(MediaHash, Option<Vec<u8>>)>;

/// What a request is answered with.
struct Answer {
    request: RecordsRequest,
    settings: Settings,
    zone: TimeZone,
    mask: Mask,
    /// The last record when it began.
    last: RecordId,
    /// Records that fit, of whatever kind.
    fitting: u32,
}

/// What becomes of a record that fits.
enum Taken {
    Released(Box<Released>),
    Private,
    Disposed,
    NotMeant,
}

impl RecordsShelf {
    /// What a request would hand out.
    ///
    /// # Errors
    /// `BadInput` with the field at fault, or what the disk said.
    pub async fn preview(&self, request: RecordsRequest) -> Result<RequestPreview, Problem> {
        let answer = self.answer(request).await?;
        let mut preview =
            RequestPreview { records: 0, masked: 0, left_out: 0, media: 0, disposed: 0, sample: Vec::new() };
        let mut pictures = std::collections::BTreeSet::new();
        let mut after = RecordId(0);
        while let Some(rows) = self.batch(&answer, &mut after).await? {
            for row in &rows {
                match answer.take(&self.core, row)? {
                    Taken::Released(released) => {
                        preview.records += 1;
                        preview.masked += u32::from(released.masked);
                        pictures.extend(pictures_of(&released.body).cloned());
                        if preview.sample.len() < SHOWN {
                            preview.sample.push(sample(&released));
                        }
                    }
                    Taken::Private => preview.left_out += 1,
                    Taken::Disposed => preview.disposed += 1,
                    Taken::NotMeant => {}
                }
            }
        }
        preview.media = u32::try_from(pictures.len()).unwrap_or(u32::MAX);
        Ok(preview)
    }

    /// The name to propose for the file.
    #[must_use]
    pub fn file_name(&self) -> String {
        let day = jiff::Timestamp::from_millisecond(self.core.clock.now().0);
        format!("records-{}.zip", day.map(|day| day.strftime("%Y-%m-%d").to_string()).unwrap_or_default())
    }

    /// Writes what was asked for as a ZIP, whole or not at all, and writes in the log that it was handed out.
    ///
    /// # Errors
    /// `BadInput` with the field at fault, `Cancelled`, or what the disk said; the file is not there then.
    pub async fn export(&self, request: RecordsRequest, place: &Path) -> Result<RequestDone, Problem> {
        let answer = self.answer(request).await?;
        let unfinished = unfinished(place);
        let done = self.write_out(&answer, &unfinished).await;
        let (from, to) = (unfinished, place.to_owned());
        match done {
            Ok(done) => {
                run(move || std::fs::rename(from, to)).await?.map_err(disk)?;
                self.core.changed(Change::Records);
                Ok(done)
            }
            Err(problem) => {
                let _ = run(move || std::fs::remove_file(from)).await;
                Err(problem)
            }
        }
    }

    async fn write_out(&self, answer: &Answer, place: &Path) -> Result<RequestDone, Problem> {
        let progress = self.core.progress.begin("Writing the records", Some(answer.fitting), true);
        let (about, to) = (answer.about(self.core.clock.now()), place.to_owned());
        let begun = run(move || Ok(Bundle::begin(BufWriter::new(File::create(to)?), about)));
        let mut bundle: Handout = begun.await?.map_err(disk)?;
        let (mut after, mut records) = (RecordId(0), 0_u32);
        while let Some(rows) = self.batch(answer, &mut after).await? {
            if progress.is_stopped() {
                return Err(Problem::new(Code::Cancelled, "You stopped it. Nothing was handed out."));
            }
            let mut taken = Vec::new();
            for row in &rows {
                if let Taken::Released(released) = answer.take(&self.core, row)? {
                    taken.push((self.pictures(&released.body).await?, released));
                }
            }
            records += u32::try_from(taken.len()).unwrap_or(u32::MAX);
            bundle = run(move || add(bundle, taken)).await?.map_err(disk)?;
            progress.advance(records);
        }
        let (bundle, sealed) = run(move || bundle.list()).await?.map_err(disk)?;
        self.seal(bundle, sealed, answer, records).await
    }

    /// The hand-out is written in the log before its file is finished: a file that is there is on record.
    async fn seal(
        &self,
        bundle: Handout,
        sealed: String,
        answer: &Answer,
        records: u32,
    ) -> Result<RequestDone, Problem> {
        let now = self.core.clock.now();
        let clause = answer.scope().join("\n");
        let note = format!("{}: {records} records.", name_of(&answer.request));
        let written = self.core.write(move |writer| {
            let reason = RecordReason { clause, note, ..RecordReason::default() };
            let new = NewRecord { reason, sealed, ..NewRecord::default() };
            let (entry, body) = append(writer, RecordKind::Exported, new, now)?;
            Ok((entry, body, writer.record_links()?))
        });
        let (entry, body, links) = written.await?;
        let head = entry.hash.clone();
        let finished = run(move || {
            let file = bundle.seal(&entry, &body, links.into_iter())?.into_inner()?;
            file.sync_all()
        });
        finished.await?.map_err(disk)?;
        Ok(RequestDone { done: true, records, head })
    }

    async fn answer(&self, request: RecordsRequest) -> Result<Answer, Problem> {
        if request.name.chars().count() > LONGEST {
            return Err(Problem::field("name", "This name is too long."));
        }
        if request.from.zip(request.until).is_some_and(|(from, until)| from >= until) {
            return Err(Problem::field("until", "The end is before the beginning."));
        }
        let query = query(&request);
        let read = self.core.read(move |reader| {
            let last = reader.last_record()?.map_or(RecordId(0), |(last, _)| last);
            Ok((settings::stored(reader)?, last, reader.count_records(&query)?))
        });
        let (settings, last, fitting) = read.await?;
        let (zone, mask) = (zone_of(&settings), masker(&settings));
        Ok(Answer { request, settings, zone, mask, last, fitting })
    }

    /// The next records that fit; none: that was all.
    async fn batch(&self, answer: &Answer, after: &mut RecordId) -> Result<Option<Vec<RecordRow>>, Problem> {
        let (query, from, last) = (query(&answer.request), *after, answer.last);
        let mut rows = self.core.read(move |reader| reader.records_after(&query, from, BATCH)).await?;
        rows.retain(|row| row.kept.id <= last);
        let Some(end) = rows.last() else { return Ok(None) };
        *after = end.kept.id;
        Ok(Some(rows))
    }

    async fn pictures(&self, body: &RecordBody) -> Result<Pictures, Problem> {
        let mut pictures = Vec::new();
        for hash in pictures_of(body) {
            let bytes = match self.media.bytes(hash.as_str()).await {
                Ok((bytes, _)) => Some(bytes),
                Err(problem) if matches!(problem.code, Code::NotFound | Code::UnusableFile) => None,
                Err(problem) => return Err(problem),
            };
            pictures.push((hash.clone(), bytes));
        }
        Ok(pictures)
    }
}

impl Answer {
    fn take(&self, core: &Core, row: &RecordRow) -> Result<Taken, Problem> {
        let about_log = matches!(
            row.kept.kind,
            RecordKind::Held | RecordKind::Released | RecordKind::Filed | RecordKind::Disposed | RecordKind::Exported
        );
        let connector = row.platform.as_ref().and_then(|platform| core.connectors.get(platform));
        let practice = connector.is_some_and(|connector| connector.describe().practice);
        if about_log || (practice && self.request.accounts.is_empty()) {
            return Ok(Taken::NotMeant);
        }
        let Some(mut body) = said(row)? else { return Ok(Taken::Disposed) };
        if !self.request.private && is_private(&body) {
            return Ok(Taken::Private);
        }
        let masked = self.request.mask && mask_body(&mut body, &*self.mask);
        let when = words_of(row.kept.at, &self.zone);
        let (entry, category) = (entry(&row.kept), row.label.clone());
        Ok(Taken::Released(Box::new(Released { entry, body, masked, category, when })))
    }

    fn about(&self, now: Timestamp) -> About {
        let mut limits = vec![
            "These are the library's own copies of what it published, answered, changed or removed while Lectern ran, as \
             the platforms' interfaces gave it. The copies show whether they were tampered with; nobody certified them."
                .to_owned(),
            "Pictures by others are kept smaller than they were. Nothing in pictures is masked.".to_owned(),
        ];
        if !self.request.private {
            limits.push("Private messages are left out.".to_owned());
        }
        About {
            library: self.settings.library_name.clone(),
            request: self.request.name.trim().to_owned(),
            scope: self.scope(),
            limits,
            made_at: now,
            made: words_of(now, &self.zone),
        }
    }

    fn scope(&self) -> Vec<String> {
        let request = &self.request;
        let mut scope = vec![between(request.from, request.until, &self.zone)];
        if !request.words.trim().is_empty() {
            scope.push(format!("With the words: {}", request.words.trim()));
        }
        match request.accounts.len() {
            0 => {}
            1 => scope.push("Of one account.".to_owned()),
            several => scope.push(format!("Of {several} accounts.")),
        }
        scope.retain(|words| !words.is_empty());
        if scope.is_empty() { vec!["All records.".to_owned()] } else { scope }
    }
}

fn add(mut bundle: Handout, taken: Vec<(Pictures, Box<Released>)>) -> std::io::Result<Handout> {
    for (pictures, released) in taken {
        for (hash, bytes) in pictures {
            match bytes {
                Some(bytes) => bundle.media(&hash, &bytes)?,
                None => bundle.absent(&hash),
            }
        }
        bundle.record(&released)?;
    }
    Ok(bundle)
}

fn query(request: &RecordsRequest) -> RecordQuery {
    RecordQuery {
        words: request.words.clone(),
        from: request.from,
        until: request.until,
        accounts: request.accounts.clone(),
        ..RecordQuery::default()
    }
}

fn name_of(request: &RecordsRequest) -> &str {
    if request.name.trim().is_empty() { "A request for records" } else { request.name.trim() }
}

fn pictures_of(body: &RecordBody) -> impl Iterator<Item = &MediaHash> {
    let words = std::iter::once(&body.words).chain(&body.context);
    words.flat_map(|words| &words.media).filter_map(|picture| picture.hash.as_ref())
}

fn sample(released: &Released) -> RequestSample {
    RequestSample {
        id: released.entry.number,
        at: released.entry.at,
        kind: released.entry.kind,
        snippet: snippet(&released.body),
        masked: released.masked,
    }
}

fn unfinished(place: &Path) -> PathBuf {
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    place.with_file_name(name)
}

fn disk(error: std::io::Error) -> Problem {
    if error.get_ref().is_some_and(|inner| inner.is::<lectern_records::TooLarge>()) {
        return Problem::new(Code::UnusableFile, error.to_string());
    }
    problem(StoreError::from(error))
}
