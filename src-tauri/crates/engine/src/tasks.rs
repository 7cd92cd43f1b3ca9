//! Starting tasks, and ending them all with the desk: the only place that calls `tokio::spawn`.
