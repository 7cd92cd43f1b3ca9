//! The lines of a calendar file: folded ones joined, entries taken apart.

/// A line with its name, parameters and value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) name: String,
    parameters: Vec<(String, String)>,
    pub(super) value: String,
}

/// An entry: its lines, without those of what lies inside it.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    /// Where it begins in the file, from 1.
    pub(super) line: u32,
    lines: Vec<Line>,
    /// Why it cannot be read at all.
    pub(super) broken: Option<String>,
}

impl Entry {
    /// The first line of a name.
    pub(super) fn get(&self, name: &str) -> Option<&Line> {
        self.all(name).next()
    }

    /// All lines of a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.name == name)
    }
}

impl Line {
    fn of(text: &str) -> Option<Self> {
        let mut quoted = false;
        let colon = text.find(|c: char| {
            quoted ^= c == '"';
            c == ':' && !quoted
        })?;
        let (head, value) = (text.get(..colon)?, text.get(colon + 1..)?);
        let mut quoted = false;
        let mut parts = head.split(|c: char| {
            quoted ^= c == '"';
            c == ';' && !quoted
        });
        let name = parts.next()?.trim().to_ascii_uppercase();
        let parameter = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
        };
        Some(Self { name, parameters: parts.filter_map(parameter).collect(), value: value.trim().to_owned() })
    }

    /// A parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(named, _)| named == name).map(|(_, value)| value.as_str())
    }

    /// The value as text: on one line, signs that were written with a backslash put back.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut signs = self.value.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '\\' => match signs.next() {
                    Some('n' | 'N') | None => text.push(' '),
                    Some(other) => text.push(other),
                },
                control if control.is_control() => text.push(' '),
                other => text.push(other),
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The entries of a calendar. None: it is no calendar.
pub(super) fn entries(text: &str) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut current: Option<Entry> = None;
    // Alarms lie inside of entries and have lines of the same names.
    let mut inside = 0;
    let mut begun = false;
    for (number, text) in unfolded(text) {
        let upper = text.trim().to_ascii_uppercase();
        begun |= upper == "BEGIN:VCALENDAR";
        if upper == "BEGIN:VEVENT" {
            if let Some(open) = current.take() {
                entries.push(unended(open));
            }
            inside = 0;
            current = Some(Entry { line: number, ..Entry::default() });
        } else if upper == "END:VEVENT" {
            entries.extend(current.take());
        } else if let Some(entry) = current.as_mut() {
            if upper.starts_with("BEGIN:") {
                inside += 1;
            } else if upper.starts_with("END:") {
                inside -= 1;
            } else if inside == 0 {
                entry.lines.extend(Line::of(&text));
            }
        }
    }
    entries.extend(current.map(unended));
    begun.then_some(entries)
}

fn unended(entry: Entry) -> Entry {
    Entry { broken: Some("The file ends, or goes on with another entry, before this one does.".to_owned()), ..entry }
}

/// Lines with the ones that go on after a space joined, and the number of the first of them.
fn unfolded(text: &str) -> Vec<(u32, String)> {
    let mut lines: Vec<(u32, String)> = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (number, line) in (1..).zip(text.lines()) {
        let rest = line.strip_prefix(' ').or_else(|| line.strip_prefix('\t'));
        match (rest, lines.last_mut()) {
            (Some(rest), Some((_, before))) => before.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => lines.push((number, line.to_owned())),
        }
    }
    lines
}
