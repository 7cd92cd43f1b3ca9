use super::random_uuid;

#[test]
fn keys_are_random_uuids_of_version_four() {
    let keys: std::collections::BTreeSet<String> = (0..1000).map(|_| random_uuid()).collect();
    assert_eq!(keys.len(), 1000);
    for key in keys {
        let parts: Vec<&str> = key.split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('4') && parts[3].starts_with(['8', '9', 'a', 'b']), "{key}");
    }
}
