//! `cargo xtask start`: from a fresh clone to an open window.

use crate::command::{cargo, program, show};
use crate::report::{Steps, say};
use crate::system::{self, Need};
use crate::{Outcome, interface, place};

pub(crate) fn start(words: &[String]) -> Outcome<()> {
    let arguments = words.iter().skip_while(|word| *word == "--");
    let mut steps = Steps::of(4);
    steps.must("What the system brings", || system::set_up(Need::Start))?;
    steps.must("Packages of the window", interface::packages)?;
    steps.must("The window", interface::build)?;
    steps.must("The app (the first time takes some minutes)", build)?;

    if !has_display() {
        return Err(format!(
            "Lectern is built ({}), but there is no desktop here to open its window on: neither DISPLAY nor \
             WAYLAND_DISPLAY is set. Run this again in a terminal of the desktop.",
            place::app("release").display()
        ));
    }
    say(&format!("Opening Lectern; ready in {}.", steps.took()));
    show(program(&place::app("release").to_string_lossy()).args(arguments))
}

/// Builds the app as it is given to people.
pub(crate) fn build() -> crate::report::Came {
    show(cargo().args(["build", "--release", "--package", "lectern", "--features", "bundled-ui"]))?;
    Ok("built".to_owned())
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
