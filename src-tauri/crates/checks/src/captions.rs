//! Captions as WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format"), read to be sure that players will show them.

use lectern_model::CaptionProblem;

/// Most problems that are told: a file that is something else has as many as lines.
const MOST: usize = 20;

/// One caption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// When it comes, in milliseconds.
    pub start: u64,
    /// When it goes.
    pub end: u64,
    /// What it says.
    pub text: String,
}

/// Reads captions and says what is not right. `length_ms` is the video's, where it is known.
#[must_use]
pub fn captions(text: &str, length_ms: Option<u64>) -> (Vec<Cue>, Vec<CaptionProblem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let first = lines.first().copied().unwrap_or_default();
    let header = first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    if !header {
        return (Vec::new(), vec![problem(0, no_header(&lines), true)]);
    }
    let mut read = Read { length_ms, ..Read::default() };
    for block in blocks(&lines) {
        read.block(block);
    }
    if read.cues.is_empty() && !read.problems.iter().any(|problem| problem.stops) {
        read.tell(0, "There are no captions in this file.".to_owned(), true);
    }
    (read.cues, read.problems)
}

fn no_header(lines: &[&str]) -> String {
    let numbered = lines.first().is_some_and(|line| line.trim().parse::<u32>().is_ok());
    let timed = lines.iter().take(5).any(|line| line.contains("-->"));
    if numbered && timed {
        "These captions are SRT, not WebVTT. Save them as WebVTT (.vtt) in the program that made them.".to_owned()
    } else {
        "This is not WebVTT: its first line is not WEBVTT.".to_owned()
    }
}

/// Lines that stand together, each with its number from 0.
fn blocks<'t>(lines: &[&'t str]) -> Vec<Vec<(usize, &'t str)>> {
    let mut blocks = Vec::new();
    let mut block = Vec::new();
    // What follows the first line up to an empty one belongs to the header.
    for (number, line) in lines.iter().copied().enumerate().skip_while(|(_, line)| !line.trim().is_empty()) {
        if line.trim().is_empty() {
            blocks.push(std::mem::take(&mut block));
        } else {
            block.push((number, line));
        }
    }
    blocks.push(block);
    blocks.retain(|block| !block.is_empty());
    blocks
}

#[derive(Default)]
struct Read {
    length_ms: Option<u64>,
    cues: Vec<Cue>,
    problems: Vec<CaptionProblem>,
}

impl Read {
    fn block(&mut self, block: Vec<(usize, &str)>) {
        let Some((number, first)) = block.first().copied() else { return };
        let aside = ["NOTE", "STYLE", "REGION"].iter().any(|word| {
            first.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', ':']))
        });
        if aside && !first.contains("-->") {
            return;
        }
        // A caption may have a name above its times.
        let Some(at) = block.iter().take(2).position(|(_, line)| line.contains("-->")) else {
            self.tell(
                number,
                "Here a line with times is missing, for example 00:01.000 --> 00:04.000.".to_owned(),
                true,
            );
            return;
        };
        let Some((number, times)) = block.get(at).copied() else { return };
        let text: Vec<&str> = block.iter().skip(at + 1).map(|(_, line)| line.trim()).collect();
        if let Some((start, end)) = self.times(number, times) {
            if text.is_empty() {
                self.tell(number, "Nothing is said in this caption.".to_owned(), false);
            }
            self.cues.push(Cue { start, end, text: text.join("\n") });
        }
    }

    /// The times of a caption, judged beside those before it.
    fn times(&mut self, number: usize, line: &str) -> Option<(u64, u64)> {
        let (start, rest) = line.split_once("-->")?;
        let end = rest.split_whitespace().next().unwrap_or_default();
        let (Some(start), Some(end)) = (moment(start.trim()), moment(end)) else {
            let words = "These times cannot be read. They look like 00:01.000 --> 00:04.000.";
            self.tell(number, words.to_owned(), true);
            return None;
        };
        if end <= start {
            self.tell(number, "This caption ends before it begins.".to_owned(), true);
            return None;
        }
        if let Some(before) = self.cues.last() {
            let (from, until) = (before.start, before.end);
            if start < from {
                self.tell(number, "This caption comes before the one above it. Put them in order.".to_owned(), true);
            } else if start < until {
                let words = "This caption begins before the one above it has gone: they cover each other.";
                self.tell(number, words.to_owned(), false);
            }
        }
        if self.length_ms.is_some_and(|length| start >= length) {
            self.tell(number, "This caption begins after the video has ended.".to_owned(), false);
        }
        Some((start, end))
    }

    fn tell(&mut self, line: usize, words: String, stops: bool) {
        if self.problems.len() < MOST {
            self.problems.push(problem(line, words, stops));
        } else if stops && !self.problems.iter().any(|problem| problem.stops) {
            // What stops them is never lost behind what only warns.
            self.problems.pop();
            self.problems.push(problem(line, words, stops));
        }
    }
}

fn problem(line: usize, words: String, stops: bool) -> CaptionProblem {
    CaptionProblem { line: u32::try_from(line + 1).unwrap_or(u32::MAX), words, stops }
}

/// `00:01.000` or `01:00:01.000` in milliseconds.
fn moment(written: &str) -> Option<u64> {
    let (clock, thousandths) = written.split_once('.')?;
    let part = |text: &str, digits: std::ops::RangeInclusive<usize>, below: u64| {
        let plain = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse::<u64>().ok()).flatten().filter(|number| *number < below)
    };
    let thousandths = part(thousandths, 3..=3, 1000)?;
    let parts: Vec<&str> = clock.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] => (0, part(minutes, 2..=2, 60)?, part(seconds, 2..=2, 60)?),
        [hours, minutes, seconds] => {
            (part(hours, 2..=5, 100_000)?, part(minutes, 2..=2, 60)?, part(seconds, 2..=2, 60)?)
        }
        _ => return None,
    };
    Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths)
}

#[cfg(test)]
mod tests {
    use super::{Cue, captions};

    fn problems(text: &str) -> Vec<(u32, String, bool)> {
        let told = captions(text, Some(60_000)).1;
        told.into_iter().map(|problem| (problem.line, problem.words, problem.stops)).collect()
    }

    #[test]
    fn captions_are_read_with_names_notes_and_settings() {
        let text = "\u{feff}WEBVTT - Story time\r\nKind: captions\r\n\r\nNOTE made by hand\r\n\r\nfirst\r\n00:01.000 --> 00:04.500 align:start\r\n<v Ada>Hello\r\nand welcome\r\n\r\n01:00:00.000 --> 01:00:02.000\r\nBye\r\n";
        let (cues, told) = captions(text, None);
        assert_eq!(told, []);
        assert_eq!(cues[0], Cue { start: 1000, end: 4500, text: "<v Ada>Hello\nand welcome".to_owned() });
        assert_eq!((cues.len(), cues[1].start, cues[1].end), (2, 3_600_000, 3_602_000));
    }

    #[test]
    fn what_is_not_webvtt_is_named() {
        assert!(problems("1\n00:00:01,000 --> 00:00:02,000\nHello\n")[0].1.contains("SRT"));
        for text in ["", "Hello", "WEBVTTX\n", "webvtt\n"] {
            let told = problems(text);
            assert!(told.len() == 1 && told[0].0 == 1 && told[0].2, "{text}: {told:?}");
        }
        assert_eq!(problems("WEBVTT\n\n")[0].1, "There are no captions in this file.");
    }

    #[test]
    fn bad_times_are_told_by_their_line() {
        let text = "WEBVTT\n\n00:05.000 --> 00:04.000\nBack\n\n00:06,000 --> 00:07.000\nComma\n\nno times\nat all\n";
        let told = problems(text);
        assert_eq!(told.iter().map(|one| (one.0, one.2)).collect::<Vec<_>>(), [(3, true), (6, true), (9, true)]);
        assert!(told[0].1.contains("ends before it begins") && told[1].1.contains("cannot be read"), "{told:?}");
        for odd in ["00:60.000 --> 01:00.000", "0:01.000 --> 00:02.000", "00:01.00 --> 00:02.000", "x --> y", "-->"] {
            assert!(problems(&format!("WEBVTT\n\n{odd}\nHello\n"))[0].2, "{odd}");
        }
    }

    #[test]
    fn captions_that_cover_each_other_or_come_too_late_are_told_and_kept() {
        let text =
            "WEBVTT\n\n00:01.000 --> 00:04.000\nOne\n\n00:03.000 --> 00:05.000\nTwo\n\n01:00.000 --> 01:01.000\nLate\n";
        let told = problems(text);
        assert_eq!(told.iter().map(|one| (one.0, one.2)).collect::<Vec<_>>(), [(6, false), (9, false)]);
        assert_eq!(captions(text, Some(60_000)).0.len(), 3);
        let turned = "WEBVTT\n\n00:03.000 --> 00:05.000\nTwo\n\n00:01.000 --> 00:02.000\nOne\n";
        assert_eq!(
            problems(turned),
            [(6, "This caption comes before the one above it. Put them in order.".to_owned(), true)]
        );
    }

    #[test]
    fn what_stops_is_told_after_many_warnings() {
        let many = "00:01.000 --> 00:04.000\nSame\n\n".repeat(40);
        let told = problems(&format!("WEBVTT\n\n{many}00:09.000 --> 00:01.000\nBack\n"));
        assert!(told.len() == 20 && told.iter().any(|one| one.2), "{told:?}");
    }
}
