use super::samples;
use crate::drafts::variables::variables;
use jiff::tz::TimeZone;
use lectern_hours::Hours;
use lectern_model::{Settings, Timestamp};

#[test]
fn every_word_in_braces_of_a_sample_is_known() {
    let hours = Hours::new(&[], &[], TimeZone::UTC);
    let known: Vec<String> =
        variables(&Settings::default(), &hours, Timestamp(0)).into_iter().map(|one| one.name).collect();
    for sample in samples() {
        let parts = sample.text.split('{').map(str::to_owned).skip(1).collect::<Vec<_>>();
        assert!(!parts.is_empty(), "{}", sample.key);
        for part in parts {
            let name = part.split('}').next().unwrap().to_owned();
            assert!(known.contains(&name), "{name} in {}", sample.key);
        }
    }
}
