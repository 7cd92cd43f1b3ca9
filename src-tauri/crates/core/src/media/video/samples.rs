//! Where the samples of a track are (ISO/IEC 14496-12, "sample table"): so many in each chunk, each of some size, the
//! chunks anywhere in the data. Read entry by entry.

use super::boxes::Atom;
use super::{Unfit, Walk};

/// Blanks every sample that the table names, where it is in the film's data and nowhere else.
pub(super) fn blank(walk: &mut Walk<'_>, table: &[Atom], data: &[(u64, u64)]) -> Result<(), Unfit> {
    let find = |kind: &[u8; 4]| table.iter().find(|one| one.is(*kind)).copied();
    let (offsets, wide) = match (find(b"stco"), find(b"co64")) {
        (Some(offsets), _) => (offsets, false),
        (None, Some(offsets)) => (offsets, true),
        (None, None) => return Ok(()),
    };
    let (Some(runs), Some(sizes)) = (find(b"stsc"), find(b"stsz")) else { return Err(Unfit::HidesData) };
    let mut sizes = Sizes::of(walk, sizes)?;
    let mut runs = Runs::of(walk, runs)?;
    let each = if wide { 8 } else { 4 };
    let count = entries(walk, offsets, 4, each)?;
    for chunk in 0..count {
        walk.step()?;
        let at = offsets.body + 8 + u64::from(chunk) * each;
        let from = if wide { walk.u64(at)? } else { u64::from(walk.u32(at)?) };
        let samples = runs.samples_in(walk, chunk + 1)?;
        let to = from.saturating_add(sizes.of_next(walk, samples)?);
        for (begins, ends) in data {
            walk.blank(from.max(*begins), to.min(*ends))?;
        }
    }
    Ok(())
}

/// How many entries a table has; they fit into its box. `before`: bytes before the number.
fn entries(walk: &mut Walk<'_>, table: Atom, before: u64, each: u64) -> Result<u32, Unfit> {
    if table.end - table.body < before + 4 {
        return Err(Unfit::Broken);
    }
    let count = walk.u32(table.body + before)?;
    let room = table.end - table.body - before - 4;
    if u64::from(count).saturating_mul(each) > room { Err(Unfit::Broken) } else { Ok(count) }
}

/// Sizes of samples, one after another.
struct Sizes {
    table: Atom,
    same: u64,
    count: u32,
    next: u32,
}

impl Sizes {
    fn of(walk: &mut Walk<'_>, table: Atom) -> Result<Self, Unfit> {
        let same = u64::from(walk.u32(table.body + 4)?);
        let count = if same > 0 { walk.u32(table.body + 8)? } else { entries(walk, table, 8, 4)? };
        Ok(Self { table, same, count, next: 0 })
    }

    /// Bytes of the samples that come next.
    fn of_next(&mut self, walk: &mut Walk<'_>, samples: u32) -> Result<u64, Unfit> {
        let samples = samples.min(self.count.saturating_sub(self.next));
        if self.same > 0 {
            self.next += samples;
            return Ok(self.same.saturating_mul(u64::from(samples)));
        }
        let mut bytes = 0_u64;
        for _ in 0..samples {
            walk.step()?;
            bytes = bytes.saturating_add(u64::from(walk.u32(self.table.body + 12 + u64::from(self.next) * 4)?));
            self.next += 1;
        }
        Ok(bytes)
    }
}

/// How many samples a chunk has: each entry holds from its first chunk up to the next entry's.
struct Runs {
    table: Atom,
    count: u32,
    next: u32,
    samples: u32,
}

impl Runs {
    fn of(walk: &mut Walk<'_>, table: Atom) -> Result<Self, Unfit> {
        let count = entries(walk, table, 4, 12)?;
        Ok(Self { table, count, next: 0, samples: 0 })
    }

    fn samples_in(&mut self, walk: &mut Walk<'_>, chunk: u32) -> Result<u32, Unfit> {
        while self.next < self.count {
            walk.step()?;
            let at = self.table.body + 8 + u64::from(self.next) * 12;
            if walk.u32(at)? > chunk {
                break;
            }
            self.samples = walk.u32(at + 4)?;
            self.next += 1;
        }
        Ok(self.samples)
    }
}
