//! What commands ask of the desktop: the system browser, the save dialogue, notifications.

use crate::notices::Notices;
use crate::tray::Tray;
use lectern_api::{Code, Notice, NoticeWays, Outside, Problem};
use std::path::PathBuf;
use tauri::{AppHandle, Manager as _};
use tauri_plugin_dialog::DialogExt as _;
use tokio::sync::oneshot;

/// The desktop this program runs on.
pub(crate) struct Desktop {
    app: AppHandle,
    notices: Notices,
}

impl Desktop {
    pub(crate) fn new(app: AppHandle) -> Self {
        Self { notices: Notices::new(app.clone()), app }
    }
}

#[async_trait::async_trait]
impl Outside for Desktop {
    fn open_link(&self, url: &str) -> Result<(), Problem> {
        tauri_plugin_opener::open_url(url, None::<&str>)
            .map_err(|_| Problem::new(Code::Fault, "This computer has no program that opens web addresses."))
    }

    async fn save_text(&self, name: &str, text: &str) -> Result<bool, Problem> {
        let Some(path) = self.save_place(name).await? else { return Ok(false) };
        std::fs::write(path, text).map_err(|_| not_saved())?;
        Ok(true)
    }

    async fn save_place(&self, name: &str) -> Result<Option<PathBuf>, Problem> {
        let (tell, told) = oneshot::channel();
        self.app.dialog().file().set_file_name(name).save_file(move |place| {
            let _ = tell.send(place);
        });
        let Ok(Some(place)) = told.await else { return Ok(None) };
        Ok(Some(place.into_path().map_err(|_| not_saved())?))
    }

    async fn tell(&self, notice: &Notice) -> Result<(), Problem> {
        self.notices.show(notice).await
    }

    fn notice_ways(&self) -> NoticeWays {
        NoticeWays { tray: self.app.state::<Tray>().stands() }
    }
}

fn not_saved() -> Problem {
    Problem::new(Code::ReadOnly, "The file could not be saved there. Choose another folder.")
}
