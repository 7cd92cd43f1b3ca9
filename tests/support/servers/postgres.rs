//! A PostgreSQL server of its own, with one empty database.

use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::place;
use crate::program::{Launch, Program, User, run};

/// A running PostgreSQL server.
pub struct Postgres {
    port: u16,
    _program: Program,
    _folder: TempDir,
}

impl Postgres {
    /// Makes a database folder, starts the server and makes the database `desk`.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    pub async fn start() -> Self {
        let programs = place::postgres_programs();
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let user = User::instead_of_root("postgres");
        if let Some(user) = user {
            user.own(folder.path());
        }
        let data = folder.path().join("data");
        let mut make = Command::new(programs.join("initdb"));
        make.arg("-D").arg(&data).args(["-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync"]);
        make.current_dir(folder.path());
        if let Some(user) = user {
            user.apply(&mut make);
        }
        run(&mut make);

        let port = place::free_port();
        let mut launch = Launch::ended_by("INT", "postgres", programs.join("postgres"), folder.path());
        launch = launch.arg("-D").arg(&data).args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k", ""]);
        // Nothing here outlives the test, so nothing has to survive a power cut.
        for setting in ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"] {
            launch = launch.arg("-c").arg(setting);
        }
        if let Some(user) = user {
            launch = launch.as_user(user);
        }
        let mut program = launch.start();
        let ready = |line: &str| line.contains("database system is ready to accept connections").then_some(());
        program.line(Duration::from_secs(60), ready).await;

        let mut create = Command::new(programs.join("createdb"));
        create.args(["-h", "127.0.0.1", "-p", &port.to_string(), "-U", "desk", "desk"]);
        run(&mut create);
        Self { port, _program: program, _folder: folder }
    }

    /// The address of its database.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgresql://desk@127.0.0.1:{}/desk", self.port)
    }
}
