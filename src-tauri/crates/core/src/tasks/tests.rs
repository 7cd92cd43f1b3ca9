use super::Tasks;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

#[tokio::test(start_paused = true)]
async fn a_kept_task_begins_anew_after_a_panic_and_ends_with_the_desk() {
    let tasks = Tasks::new();
    let runs = Arc::new(AtomicU32::new(0));
    let (counted, (done, ended)) = (Arc::clone(&runs), tokio::sync::oneshot::channel::<()>());
    let done = Arc::new(std::sync::Mutex::new(Some(done)));
    tasks.keep("test", move || {
        let run = counted.fetch_add(1, Ordering::SeqCst);
        let done = Arc::clone(&done);
        async move {
            assert!(run > 0, "the first run fails");
            drop(done.lock().unwrap().take());
            std::future::pending::<()>().await;
        }
    });
    let _ = ended.await;
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    tasks.end().await;
    tasks.spawn(async { panic!("nothing is started after the end") });
    tasks.end().await;
}
