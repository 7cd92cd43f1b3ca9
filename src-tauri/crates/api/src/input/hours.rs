//! Closed days.

use lectern_model::ClosureId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

inputs! {
    /// A closure.
    ClosureInput {
        /// It.
        closure: ClosureId,
    }
}
