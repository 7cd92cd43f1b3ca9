//! Drafts, templates, and what helps while writing.

use lectern_model::{AccountId, Crop, DraftId, DraftSave, Focus, MediaHash, PostId, RevisionId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

inputs! {
    /// A draft.
    DraftInput {
        /// It.
        draft: DraftId,
    }
    /// A draft to begin.
    DraftNewInput {
        /// First text.
        text: String,
        /// A post to share with a note.
        shares: Option<PostId>,
        /// A post of a feed to answer.
        answers: Option<PostId>,
    }
    /// What a draft was before.
    RevisionInput {
        /// The draft.
        draft: DraftId,
        /// The older version.
        revision: RevisionId,
    }
    /// A template.
    TemplateInput {
        /// It.
        template: DraftId,
    }
    /// A draft to keep as a template.
    TemplateSaveInput {
        /// The draft.
        draft: DraftId,
        /// What it is called.
        name: String,
    }
    /// A template and its new name.
    TemplateNameInput {
        /// The template.
        template: DraftId,
        /// What it is called.
        name: String,
    }
    /// A template that is offered.
    SampleInput {
        /// Its key.
        key: String,
    }
    /// What a draft is begun from: one of the two.
    TemplateUseInput {
        /// A template.
        template: Option<DraftId>,
        /// One that is offered, by its key.
        sample: Option<String>,
    }
    /// A deleted template to put back.
    TemplateBackInput {
        /// What it was called.
        name: String,
        /// What it held.
        content: DraftSave,
    }
    /// A text in which braces are to be filled in.
    FillInput {
        /// It.
        text: String,
        /// The draft it stands in: filled in for the day on which that goes out; none: today.
        #[serde(default)]
        draft: Option<DraftId>,
    }
    /// A word that is being typed.
    CompletionInput {
        /// It, with its `#` or `@`.
        prefix: String,
        /// Only people of this account's platform.
        #[serde(default)]
        account: Option<AccountId>,
    }
    /// Words to find emoji by.
    EmojiInput {
        /// They; empty: all emoji.
        words: String,
    }
    /// A text that may have been posted before.
    SimilarInput {
        /// The draft it is written in.
        draft: DraftId,
        /// The text as it stands.
        text: String,
    }
    /// A picture to add.
    PictureAddInput {
        /// The draft.
        draft: DraftId,
        /// File name.
        name: String,
        /// Its bytes in base64.
        base64: String,
    }
    /// How a picture of a draft is to be turned and cut, from what it was when it came.
    PictureEditInput {
        /// The draft.
        draft: DraftId,
        /// The revision on screen: a newer one elsewhere is refused as stale.
        revision: u32,
        /// Which picture, from 0.
        at: u32,
        /// The part that is taken after turning; none: all of it.
        crop: Option<Crop>,
        /// Quarter turns clockwise, 0 to 3.
        turn: u8,
        /// What should stay in view where others cut it.
        focus: Option<Focus>,
    }
    /// A picture as it came.
    PictureInput {
        /// It.
        picture: MediaHash,
    }
}
