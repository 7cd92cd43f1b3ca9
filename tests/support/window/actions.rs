//! What a person does in the window. Everything waits until what it needs is there, at most [`PATIENCE`].

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};

use super::{Desk, Sought};
use crate::place;

/// How long anything may take to show. Generous, for two slow cores that also do something else.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What WebDriver's standard calls the field of an answer that names an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const FIND: &str = include_str!("find.js");
const SET_VALUE: &str = include_str!("set_value.js");

impl Desk {
    /// All that fit now.
    pub async fn all(&self, sought: &Sought) -> Vec<Element> {
        let arguments = vec![json!(sought.kind), json!(sought.name), json!(sought.role)];
        let Ok(Value::Array(found)) = self.client.execute(FIND, arguments).await else { return Vec::new() };
        let id = |value: Value| Some(ElementRef::from(value.get(ELEMENT)?.as_str()?.to_owned()));
        found.into_iter().filter_map(id).map(|id| Element::from_element_id(self.client.clone(), id)).collect()
    }

    /// Waits for an element.
    ///
    /// # Panics
    /// When it does not come; the panic shows the window's text and keeps a picture.
    pub async fn find(&self, sought: &Sought) -> Element {
        let begun = Instant::now();
        loop {
            if let Some(found) = self.all(sought).await.into_iter().nth(sought.nth) {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                self.give_up(&format!("there is no {sought}")).await;
            }
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    }

    /// Whether it is there now.
    pub async fn has(&self, sought: &Sought) -> bool {
        self.all(sought).await.len() > sought.nth
    }

    /// Waits until it is gone.
    ///
    /// # Panics
    /// When it stays.
    pub async fn until_gone_from_view(&self, sought: &Sought) {
        let begun = Instant::now();
        while self.has(sought).await {
            if begun.elapsed() > PATIENCE {
                self.give_up(&format!("{sought} does not go")).await;
            }
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    }

    /// Clicks it. An element that is drawn anew between finding and clicking is found again.
    pub async fn click(&self, sought: &Sought) {
        let begun = Instant::now();
        while let Err(error) = self.find(sought).await.click().await {
            if begun.elapsed() > PATIENCE {
                self.give_up(&format!("{sought} cannot be clicked: {error}")).await;
            }
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    }

    /// Puts a value into a field instead of what it holds; any characters.
    pub async fn fill(&self, sought: &Sought, value: &str) {
        let element = self.find(sought).await;
        let element = serde_json::to_value(&element).expect("an element can be named to a script");
        let filled = self.client.execute(SET_VALUE, vec![element, json!(value)]).await;
        filled.unwrap_or_else(|error| panic!("{sought} cannot be filled in: {error}"));
    }

    /// Types into a field key by key (letters and signs of the basic plane only).
    pub async fn type_into(&self, sought: &Sought, keys: &str) {
        let typed = self.find(sought).await.send_keys(keys).await;
        typed.unwrap_or_else(|error| panic!("nothing can be typed into {sought}: {error}"));
    }

    /// Presses keys together, for example `['\u{e009}', 'k']` for Ctrl K; see [`fantoccini::key::Key`].
    pub async fn press(&self, keys: &[char]) {
        let down = keys.iter().map(|key| KeyAction::Down { value: *key });
        let up = keys.iter().rev().map(|key| KeyAction::Up { value: *key });
        let actions = down.chain(up).fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client.perform_actions(actions).await.unwrap_or_else(|error| panic!("no keys: {error}"));
    }

    /// All text that the window shows.
    pub async fn text(&self) -> String {
        let text = self.client.execute("return document.body.innerText", Vec::new()).await;
        text.ok().and_then(|text| text.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Waits until the window shows these words anywhere.
    ///
    /// # Panics
    /// When they do not come.
    pub async fn wait_for(&self, words: &str) {
        self.wait_for_within(words, PATIENCE).await;
    }

    /// As [`Desk::wait_for`], with another limit.
    ///
    /// # Panics
    /// When they do not come.
    pub async fn wait_for_within(&self, words: &str, limit: Duration) {
        let begun = Instant::now();
        while !self.text().await.contains(words) {
            if begun.elapsed() > limit {
                self.give_up(&format!("the words {words:?} do not come")).await;
            }
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    }

    /// Takes a picture of the window: `target/window/<name>.png`.
    ///
    /// # Panics
    /// When the window is gone.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let file = place::pictures().join(format!("{name}.png"));
        self.screenshot_to(&file).await;
        file
    }

    /// Takes a picture of the window.
    ///
    /// # Panics
    /// When the window is gone.
    pub async fn screenshot_to(&self, file: &Path) {
        let picture = self.client.screenshot().await.expect("the window can be pictured");
        std::fs::write(file, picture).expect("the picture can be written");
    }

    /// Makes the window this large and waits until the page is.
    ///
    /// # Panics
    /// When the window does not follow.
    pub async fn resize(&self, width: u32, height: u32) {
        self.client.set_window_size(width, height).await.expect("the window can be resized");
        let begun = Instant::now();
        loop {
            let size = self.client.execute("return [innerWidth, innerHeight]", Vec::new()).await.unwrap_or_default();
            if size == json!([width, height]) {
                return;
            }
            if begun.elapsed() > PATIENCE {
                self.give_up(&format!("the window is {size}, not {width} x {height}")).await;
            }
            tokio::time::sleep(Duration::from_millis(80)).await;
        }
    }

    /// Calls the app's door as the page does and returns the answer or the error that it was given.
    ///
    /// # Errors
    /// What the door answered instead.
    pub async fn invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        const CALL: &str = "const [command, input, done] = arguments;\
            __TAURI_INTERNALS__.invoke(command, input).then((ok) => done({ ok: ok ?? null }), (error) => done({ error }));";
        let answer = self.client.execute_async(CALL, vec![json!(command), arguments]).await;
        let mut answer = answer.unwrap_or_else(|error| panic!("{command}: {error}"));
        if answer.get("error").is_some() { Err(answer["error"].take()) } else { Ok(answer["ok"].take()) }
    }

    /// Fails the test, with what the window showed.
    pub(super) async fn give_up(&self, why: &str) -> ! {
        let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let picture = place::pictures().join(format!("failed-{test}.png"));
        if let Ok(bytes) = self.client.screenshot().await {
            let _ = std::fs::write(&picture, bytes);
        }
        let shows = match self.client.execute("return document.body.innerText", Vec::new()).await {
            Ok(text) => text.as_str().unwrap_or_default().to_owned(),
            Err(error) => format!("no page: {error}. Of the session:\n{}", self.last_words()),
        };
        panic!("{why}. The window (also in {}) shows:\n{shows}", picture.display());
    }
}
