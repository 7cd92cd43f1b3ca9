//! Templates that are offered to begin with. None is kept until a person says so.

use lectern_model::TemplateSample;

/// Key, name and text of each.
const SAMPLES: [(&str, &str, &str); 6] = [
    (
        "story-time",
        "Story time",
        "Story time at {library}: {day} at {time}. Songs, rhymes and a picture book for young children and the grown-ups \
         who bring them. Free, no need to book.\n\n{address}\n\n#StoryTime",
    ),
    (
        "closed-today",
        "Closed today",
        "{library} is closed today. Nothing is due back on a day when we are closed. You can renew and borrow e-books at \
         {web} at any hour.\n\nOur usual hours: {hours}",
    ),
    (
        "new-books",
        "New books",
        "New on our shelves this week: {title}. Come in and borrow it, or reserve it at {web}\n\nOpen today: {hours \
         today}\n\n#NewBooks",
    ),
    (
        "event-reminder",
        "Event reminder",
        "Tomorrow at {library}: {event}, {time}, {place}. All are welcome, and it costs nothing. Questions? Call the desk: \
         {desk phone}\n\n{link}",
    ),
    (
        "thanks",
        "Thanks",
        "Thank you to everyone who came to {event} at {library}. You made it a good day. What would you like to see next? \
         Tell us here, or call the desk: {desk phone}",
    ),
    (
        "hours",
        "Our hours",
        "When can you come in? {library} is open {hours}.\n\n{address}\nTelephone {desk phone}\n{web}",
    ),
];

/// All of them.
pub(super) fn samples() -> Vec<TemplateSample> {
    SAMPLES.iter().map(|(key, name, text)| sample(key, name, text)).collect()
}

/// One of them.
pub(super) fn by_key(key: &str) -> Option<TemplateSample> {
    SAMPLES.iter().find(|(known, _, _)| *known == key).map(|(key, name, text)| sample(key, name, text))
}

fn sample(key: &str, name: &str, text: &str) -> TemplateSample {
    TemplateSample { key: key.to_owned(), name: name.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests;
