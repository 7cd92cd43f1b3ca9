//! The shell: a window, the door behind it, and what only a desktop program can do. It knows no feature.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod door;
mod leaving;
mod log;
mod notices;
mod outside;
mod pictures;
mod tray;
mod window;

use arguments::Arguments;
use lectern_api::App;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::{Manager, RunEvent, WindowEvent};

fn main() -> ExitCode {
    let arguments = match Arguments::read(std::env::args_os().skip(1)) {
        Ok(arguments) => arguments,
        Err(words) => return arguments::refuse(&words),
    };
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => arguments::refuse(&format!("Lectern could not open its window: {error}")),
    }
}

fn run(arguments: Arguments) -> tauri::Result<()> {
    let builder = tauri::Builder::default()
        // First, so that a second start ends before it touches anything.
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::bring_forward(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol("picture", pictures::answer)
        .manage(leaving::Leaving::default())
        .manage(tray::Tray::default())
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                leaving::asked(window.app_handle());
            }
        })
        .invoke_handler(tauri::generate_handler![door::dispatch, leaving::leave])
        .setup(move |app| Ok(open(app, arguments)?));
    #[cfg(not(target_os = "linux"))]
    let builder = builder.plugin(tauri_plugin_notification::init());
    let app = builder.build(tauri::generate_context!())?;
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            close(app);
        }
    });
    Ok(())
}

/// Opens the window at once; the desk opens behind it, because a keychain may ask the person something first.
fn open(app: &tauri::App, arguments: Arguments) -> tauri::Result<()> {
    let folder = match arguments.data_folder {
        Some(folder) => folder,
        None => app.path().app_local_data_dir()?,
    };
    app.manage(log::start(&folder));
    let runtime = tauri::async_runtime::handle();
    let guard = runtime.inner().enter();
    let desk = Arc::new(App::open_here(folder, Arc::new(outside::Desktop::new(app.handle().clone()))));
    drop(guard);
    door::forward_changes(app.handle().clone(), desk.changes());
    #[cfg(not(target_os = "linux"))]
    notices::listen(app.handle());
    notices::forward(Arc::clone(&desk), desk.notices());
    tray::keep(app.handle().clone(), Arc::clone(&desk), desk.changes());
    app.manage(desk);
    window::open(app)
}

fn close(app: &tauri::AppHandle) {
    // First of all: a start from now on opens a window of its own, and waits for the folder until this desk is closed.
    tauri_plugin_single_instance::destroy(app);
    if let Some(desk) = app.try_state::<Arc<App>>() {
        tauri::async_runtime::block_on(desk.close());
    }
}
