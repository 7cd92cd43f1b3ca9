//! Writes the TypeScript client: every type, every command, and the topics each reads.

use crate::commands::{COMMANDS, collect};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

struct Declarations<'c> {
    config: &'c Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if T::output_path().is_some() {
            let name = T::ident(self.config);
            if self.found.contains_key(&name) {
                return;
            }
            self.found.insert(name, T::decl(self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

/// The text of `ui/src/ipc/generated.ts`.
#[must_use]
pub fn typescript() -> String {
    let config = Config::default();
    let mut declarations = Declarations { config: &config, found: BTreeMap::new() };
    collect(&mut declarations);
    // No command carries these, but the topic table and the events do.
    declarations.visit::<lectern_model::Change>();
    declarations.visit::<lectern_model::NoticeOpens>();
    let mut text =
        String::from("// Written by `cargo test -p lectern-api`; do not edit. A test fails when it is stale.\n\n");
    for declaration in declarations.found.values() {
        let _ = writeln!(text, "export {declaration}\n");
    }
    text.push_str("export interface Commands {\n");
    for command in COMMANDS {
        let _ = writeln!(
            text,
            "  {}: {{ input: {}; output: {} }};",
            command.name,
            (command.input)(&config),
            (command.output)(&config)
        );
    }
    text.push_str("}\n\nexport const topics: Record<keyof Commands, readonly Change[]> = {\n");
    for command in COMMANDS {
        let topics = command.reads.iter().filter_map(|t| serde_json::to_string(t).ok()).collect::<Vec<_>>().join(", ");
        let _ = writeln!(text, "  {}: [{topics}],", command.name);
    }
    text.push_str("};\n");
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_typescript_client_is_not_stale() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../ui/src/ipc/generated.ts");
        let fresh = super::typescript();
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        if kept != fresh {
            std::fs::write(path, &fresh).unwrap();
            panic!("ui/src/ipc/generated.ts was stale; it is written anew: look at it and commit it");
        }
    }
}
