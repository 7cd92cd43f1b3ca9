use super::ProgressList;
use tokio::sync::broadcast;

#[test]
fn work_is_listed_until_it_is_dropped_and_can_be_stopped() {
    let (changes, mut heard) = broadcast::channel(16);
    let list = ProgressList::new(changes);
    let (one, two) = (list.begin("Reading", Some(10), true), list.begin("Importing", None, true));
    one.advance(4);
    assert_eq!(list.list()[0].done, 4);
    list.stop(&list.list()[1].id);
    assert!(two.is_stopped() && !one.is_stopped());
    list.stop("no such work");
    drop(one);
    assert_eq!(list.list().len(), 1);
    drop(two);
    assert!(list.list().is_empty());
    assert!(heard.try_recv().is_ok());
}
