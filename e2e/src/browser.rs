//! The browser of one story, controlled by WebDriver.

use crate::engine::Engine;
use crate::session::Session;
use crate::trouble::{Result, Trouble};
use crate::turns::Turn;
use serde_json::{Value, json};
use std::thread;

const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const SHADOW: &str = "shadow-6066-11e4-a52e-4f735466cecf";

/// An open browser. When this is dropped, it is left to the next story or closed.
#[derive(Debug)]
pub struct Browser {
    /// Its engine.
    pub engine: Engine,
    /// Only `None` while this is dropped.
    session: Option<Session>,
    /// Whether another story may get it.
    is_shared: bool,
    _turn: Turn,
}

/// An element or a shadow root, by the driver's reference. Scripts take it as an argument.
#[derive(Debug, Clone)]
pub struct Node(Value);

impl Browser {
    /// Waits for a free place and opens a browser, or takes over the Chromium of a story that has ended.
    ///
    /// # Errors
    /// When the browser or the driver is missing or refuses.
    pub fn open(engine: Engine) -> Result<Self> {
        let (turn, left) = Turn::take();
        let is_shared = engine == Engine::Chromium;
        let session = match left.filter(|_| is_shared) {
            Some(left) => left,
            None => Session::open(engine, &engine.capabilities()?)?,
        };
        Ok(Self { engine, session: Some(session), is_shared, _turn: turn })
    }

    /// Opens a Chromium that no other story has used, and that traces these categories of events from the start.
    ///
    /// # Errors
    /// As [`Browser::open`].
    pub fn open_tracing(categories: &str) -> Result<Self> {
        let mut capabilities = Engine::Chromium.capabilities()?;
        let wanted = &mut capabilities["capabilities"]["alwaysMatch"];
        wanted["goog:loggingPrefs"]["performance"] = json!("ALL");
        wanted["goog:chromeOptions"]["perfLoggingPrefs"] =
            json!({"traceCategories": categories, "enableNetwork": false, "enablePage": false});
        let (turn, _) = Turn::take();
        let session = Session::open(Engine::Chromium, &capabilities)?;
        Ok(Self { engine: Engine::Chromium, session: Some(session), is_shared: false, _turn: turn })
    }

    fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Result<Value> {
        let session = self.session.as_ref().ok_or_else(|| Trouble::System("the browser is closed".to_owned()))?;
        session.ask(method, path, body.as_ref())
    }

    fn tell(&self, path: &str, body: Value) -> Result<Value> {
        self.ask("POST", path, Some(body))
    }

    /// Goes to an address and waits until the page has loaded.
    pub fn go(&self, url: &str) -> Result<()> {
        self.tell("/url", json!({ "url": url })).map(drop)
    }

    /// The address of the page.
    pub fn url(&self) -> Result<String> {
        Ok(self.ask("GET", "/url", None)?.as_str().unwrap_or_default().to_owned())
    }

    /// Presses the browser's back button.
    pub fn back(&self) -> Result<()> {
        self.tell("/back", json!({})).map(drop)
    }

    /// Presses the browser's reload button.
    pub fn reload(&self) -> Result<()> {
        self.tell("/refresh", json!({})).map(drop)
    }

    /// Closes the dialog of the page. False when there is none.
    pub fn accept_dialog(&self) -> Result<bool> {
        match self.tell("/alert/accept", json!({})) {
            Ok(_) => Ok(true),
            Err(Trouble::Driver { name, .. }) if name == "no such alert" => Ok(false),
            Err(trouble) => Err(trouble),
        }
    }

    /// Runs the body of a function in the page, and waits for a promise that it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.tell("/execute/sync", json!({"script": script, "args": arguments}))
    }

    /// The node that the body of a function returns.
    pub fn find_by(&self, script: &str, arguments: &[Value]) -> Result<Option<Node>> {
        let node = self.run(script, arguments)?;
        Ok((!node.is_null()).then_some(Node(node)))
    }

    /// The first element that a selector finds.
    pub fn find(&self, selector: &str) -> Result<Option<Node>> {
        found(self.tell("/element", json!({"using": "css selector", "value": selector})))
    }

    /// The same inside a shadow root.
    pub fn find_in(&self, root: &Node, selector: &str) -> Result<Option<Node>> {
        let Some(id) = root.0[SHADOW].as_str() else {
            let node =
                self.run("return arguments[0].querySelector(arguments[1])", &[root.argument(), json!(selector)])?;
            return Ok((!node.is_null()).then_some(Node(node)));
        };
        found(self.tell(&format!("/shadow/{id}/element"), json!({"using": "css selector", "value": selector})))
    }

    /// An element's shadow root, closed or not.
    pub fn shadow(&self, host: &Node) -> Result<Node> {
        if !self.engine.sees_closed_roots() {
            return self.run("return window.e2eRoots.get(arguments[0])", &[host.argument()]).map(Node);
        }
        Ok(Node(self.ask("GET", &format!("{}/shadow", host.path()), None)?))
    }

    /// A real click in the middle of the node.
    pub fn click(&self, node: &Node) -> Result<()> {
        if !self.engine.sees_closed_roots() {
            // A driver that cannot look into closed roots regards their content as covered. So move the mouse and press.
            self.run("arguments[0].scrollIntoView({ block: 'center' })", &[node.argument()])?;
            return self.point_at(node, 1);
        }
        self.tell(&format!("{}/click", node.path()), json!({})).map(drop)
    }

    /// Types into a node with real keys.
    pub fn write(&self, node: &Node, text: &str) -> Result<()> {
        self.tell(&format!("{}/value", node.path()), json!({ "text": text })).map(drop)
    }

    /// Empties a field.
    pub fn clear(&self, node: &Node) -> Result<()> {
        self.tell(&format!("{}/clear", node.path()), json!({})).map(drop)
    }

    /// Performs WebDriver actions: movements and presses.
    pub fn act(&self, actions: Value) -> Result<()> {
        self.tell("/actions", json!({ "actions": actions })).map(drop)
    }

    /// The current window.
    pub fn window(&self) -> Result<String> {
        Ok(self.ask("GET", "/window", None)?.as_str().unwrap_or_default().to_owned())
    }

    /// All windows.
    pub fn windows(&self) -> Result<Vec<String>> {
        let handles = self.ask("GET", "/window/handles", None)?;
        let handles = handles.as_array().cloned().unwrap_or_default();
        Ok(handles.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Opens an empty tab behind the current one, and returns its handle.
    pub fn new_tab(&self) -> Result<String> {
        let tab = self.tell("/window/new", json!({"type": "tab"}))?;
        Ok(tab["handle"].as_str().unwrap_or_default().to_owned())
    }

    /// Makes a window the current one.
    pub fn switch(&self, handle: &str) -> Result<()> {
        self.tell("/window", json!({ "handle": handle })).map(drop)
    }

    /// Makes a frame the current one. `None` is the page itself.
    pub fn frame(&self, node: Option<&Node>) -> Result<()> {
        self.tell("/frame", json!({"id": node.map(|node| &node.0)})).map(drop)
    }

    /// Closes the current window, as a shopper would.
    pub fn close(&self) -> Result<()> {
        self.ask("DELETE", "/window", None).map(drop)
    }

    /// Moves the mouse to the middle of the node, and presses this number of times.
    pub fn point_at(&self, node: &Node, clicks: usize) -> Result<()> {
        let mut steps = vec![json!({"type": "pointerMove", "origin": node.argument(), "x": 0, "y": 0})];
        for _ in 0..clicks {
            steps.push(json!({"type": "pointerDown", "button": 0}));
            steps.push(json!({"type": "pointerUp", "button": 0}));
        }
        self.act(json!([{"type": "pointer", "id": "mouse", "actions": steps}]))
    }

    /// The new console entries of all windows. Empty if the driver cannot read the console.
    pub fn console(&self) -> Result<Vec<Value>> {
        if !self.engine.tells_the_console() {
            return Ok(Vec::new());
        }
        Ok(self.tell("/se/log", json!({"type": "browser"}))?.as_array().cloned().unwrap_or_default())
    }

    /// The events that a tracing Chromium has traced since it was last asked.
    pub fn trace(&self) -> Result<Vec<Value>> {
        let log = self.tell("/se/log", json!({"type": "performance"}))?;
        let entries = log.as_array().into_iter().flatten().filter_map(|entry| entry["message"].as_str());
        let mut events = Vec::new();
        for entry in entries {
            let mut entry: Value = serde_json::from_str(entry)?;
            if entry["message"]["method"] == "Tracing.dataCollected" {
                events.push(entry["message"]["params"].take());
            }
        }
        Ok(events)
    }

    /// Runs the body of a function in the browser's own window, with the browser's rights, and waits for a promise that it
    /// returns. Only in Firefox.
    pub fn run_as_browser(&self, script: &str) -> Result<Value> {
        self.tell("/moz/context", json!({"context": "chrome"}))?;
        let answer = self.run(script, &[]);
        self.tell("/moz/context", json!({"context": "content"}))?;
        answer
    }

    /// A command of the browser's own protocol, for functions that WebDriver does not have.
    pub fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.tell("/goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }
}

impl Node {
    /// The node as an argument of a script.
    pub fn argument(&self) -> Value {
        self.0.clone()
    }

    fn path(&self) -> String {
        format!("/element/{}", self.0[ELEMENT].as_str().unwrap_or_default())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A story that failed may have left anything behind.
        let is_shared = self.is_shared && !thread::panicking() && Turn::is_awaited();
        let Some(session) = self.session.take().filter(|_| is_shared) else { return };
        if let Some(session) = session.renewed() {
            Turn::leave(session);
        }
    }
}

fn found(answer: Result<Value>) -> Result<Option<Node>> {
    match answer {
        Ok(node) => Ok(Some(Node(node))),
        Err(Trouble::Driver { name, .. }) if name == "no such element" => Ok(None),
        Err(trouble) => Err(trouble),
    }
}
