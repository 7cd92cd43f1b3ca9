//! What the program takes on its command line.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// How the program was started.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    /// Where to keep everything, instead of the platform's own place.
    pub(crate) data_folder: Option<PathBuf>,
}

impl Arguments {
    /// Reads `--data-folder FOLDER`.
    pub(crate) fn read(mut words: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut arguments = Self::default();
        while let Some(word) = words.next() {
            match word.to_str() {
                Some("--data-folder") => {
                    let folder = words.next().ok_or("--data-folder needs a folder after it.")?;
                    arguments.data_folder =
                        Some(std::path::absolute(PathBuf::from(folder)).map_err(|e| e.to_string())?);
                }
                _ => return Err(format!("Lectern does not know {}. It takes: --data-folder FOLDER", word.display())),
            }
        }
        Ok(arguments)
    }
}

/// Says why the program did not start.
pub(crate) fn refuse(words: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "{words}");
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::Arguments;

    fn read(words: &[&str]) -> Result<Arguments, String> {
        Arguments::read(words.iter().map(Into::into))
    }

    #[test]
    fn takes_a_data_folder_and_nothing_else() {
        assert_eq!(read(&[]).unwrap(), Arguments::default());
        assert!(read(&["--data-folder", "here"]).unwrap().data_folder.unwrap().is_absolute());
        assert!(read(&["--data-folder"]).unwrap_err().contains("needs a folder"));
        assert!(read(&["--verbose"]).unwrap_err().contains("--verbose"));
    }
}
