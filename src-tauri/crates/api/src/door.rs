//! The door itself: how the list of commands becomes one function, and the types that the TypeScript client is made from.

use crate::App;
use lectern_model::{Change, Code, Problem};
use serde_json::Value;
use std::pin::Pin;

/// What the TypeScript client is made from.
pub struct CommandInfo {
    /// Name.
    pub name: &'static str,
    /// TypeScript name of the input.
    pub input: fn(&ts_rs::Config) -> String,
    /// TypeScript name of the output.
    pub output: fn(&ts_rs::Config) -> String,
    /// Topics whose change makes its answer old. Empty: it acts, it is not a query.
    pub reads: &'static [Change],
}

fn read_input<T: serde::de::DeserializeOwned>(input: Value) -> Result<T, Problem> {
    let input = if input.is_null() { Value::Object(serde_json::Map::default()) } else { input };
    serde_json::from_value(input).map_err(|error| Problem::new(Code::BadInput, error.to_string()))
}

fn write_output<T: serde::Serialize>(output: &T) -> Result<Value, Problem> {
    serde_json::to_value(output).map_err(|error| Problem::new(Code::Fault, error.to_string()))
}

pub(crate) type Running<'a> = Pin<Box<dyn Future<Output = Result<Value, Problem>> + Send + 'a>>;

/// A command as it runs, on the heap: beside hundreds of others in one frame it would fill a thread's stack.
pub(crate) fn begin<'a, I, O, F>(
    app: &'a App,
    input: Value,
    run: impl FnOnce(&'a App, I) -> F + Send + 'a,
) -> Running<'a>
where
    I: serde::de::DeserializeOwned + Send,
    O: serde::Serialize + Send,
    F: Future<Output = Result<O, Problem>> + Send + 'a,
{
    Box::pin(async move { write_output(&run(app, read_input(input)?).await?) })
}

/// Makes the list of commands, and the one function that runs any of them, from one line for each.
macro_rules! commands {
    ($($name:ident ($input:ty) -> $output:ty, reads [$($topic:ident),*], |$app:pat_param, $value:pat_param| $call:expr;)*) => {
        /// Every command.
        pub const COMMANDS: &[CommandInfo] = &[$(CommandInfo {
            name: stringify!($name),
            input: <$input as TS>::name,
            output: <$output as TS>::name,
            reads: &[$(Change::$topic),*],
        }),*];

        $(async fn $name($app: &App, $value: $input) -> Result<$output, Problem> { $call })*

        /// Runs one command.
        ///
        /// # Errors
        /// Every problem the command has, and `NoSuchCommand` or `BadInput` where it cannot even begin.
        pub async fn dispatch(app: &App, name: &str, input: Value) -> Result<Value, Problem> {
            let running = match name {
                $(stringify!($name) => begin(app, input, $name),)*
                _ => return Err(Problem::new(Code::NoSuchCommand, format!("There is no command named {name}."))),
            };
            running.await
        }

        /// Every type the commands use, with its TypeScript declaration.
        pub(crate) fn collect(types: &mut impl ts_rs::TypeVisitor) {
            $(types.visit::<$input>(); types.visit::<$output>();)*
        }
    };
}

pub(crate) use commands;
