//! Fetches the later modules of the shipped build. `modules.js` links them to the first one.

use super::{now, sleep};
use js_sys::{Function, Promise};
use std::ffi::c_void;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How many times fetching a module is tried.
const TRIES: u32 = 3;
/// The pause before the second try, in milliseconds. Each later pause is twice as long.
const PAUSE: u32 = 700;
/// After this time, in milliseconds, a failed try is the last one. `modules.js` ends a try after three seconds without an answer of the
/// server, so that the shopper waits less than five seconds for a server that is silent.
const SLOW: f64 = 1000.0;

/// A later module: how it is loaded, and the function that it begins with.
pub struct Later<T: 'static> {
    /// A function of `modules.js`. It calls back with the data and whether the module is linked.
    pub load: unsafe extern "C" fn(Loaded, *const c_void),
    /// May be called only when the module is linked.
    pub first: unsafe fn() -> &'static T,
}

/// What `modules.js` calls.
pub type Loaded = unsafe extern "C" fn(*const c_void, bool);

/// Puts a static value and all that it refers to into a later module: `later!(module, number, type, value)`. Each value has a
/// number of 32 digits. The splitting tool knows these names, and calls the import where the export is.
macro_rules! later {
    ($module:literal, $number:literal, $type:ty, $value:expr) => {{
        #[link(wasm_import_module = "__wasm_split_placeholder__")]
        #[expect(improper_ctypes, reason = "only the splitting tool sees it, and it is a pointer on both sides")]
        unsafe extern "C" {
            #[link_name = concat!("__wasm_split_load_", $module)]
            fn load(loaded: $crate::browser::modules::Loaded, data: *const std::ffi::c_void);
            #[link_name = concat!("__wasm_split_00", $module, "00_import_", $number)]
            fn first() -> &'static $type;
        }
        #[unsafe(export_name = concat!("__wasm_split_00", $module, "00_export_", $number))]
        extern "C" fn value() -> &'static $type {
            &$value
        }
        // The tool finds calls, but not references.
        $crate::browser::modules::Later { load, first: || unsafe { first() } }
    }};
}
pub(crate) use later;

/// The value of a later module, or `None` if it cannot be fetched.
pub async fn fetch<T>(module: Later<T>) -> Option<&'static T> {
    // SAFETY: the module is linked.
    link(module.load).await.then(|| unsafe { (module.first)() })
}

/// Loads a module and links it. False when it cannot be fetched.
async fn link(load: unsafe extern "C" fn(Loaded, *const c_void)) -> bool {
    let begun = now();
    for tried in 0..TRIES {
        if tried > 0 {
            sleep(PAUSE << (tried - 1)).await;
        }
        let tried = Promise::new(&mut |resolve, _| {
            let data = Box::into_raw(Box::new(resolve));
            // SAFETY: `modules.js` calls back exactly once.
            unsafe { load(loaded, data.cast()) };
        });
        if JsFuture::from(tried).await.is_ok_and(|came| came.is_truthy()) {
            return true;
        }
        if now() - begun > SLOW {
            break;
        }
    }
    false
}

unsafe extern "C" fn loaded(data: *const c_void, is_linked: bool) {
    // SAFETY: the data of `link`, which come back once.
    let resolve: Box<Function> = unsafe { Box::from_raw(data.cast_mut().cast()) };
    let _ = resolve.call1(&JsValue::UNDEFINED, &is_linked.into());
}
