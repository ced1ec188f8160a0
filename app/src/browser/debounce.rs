//! Waiting until somebody stops typing.

use std::time::Duration;

use leptos::prelude::*;

/// How long a pause in typing lasts.
const PAUSE: Duration = Duration::from_millis(250);

/// A function that calls the given one after a pause; a new call starts the pause anew.
pub fn after_pause(action: impl Fn() + Clone + 'static) -> impl Fn() + Clone + 'static {
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    move || {
        waiting.update_value(|handle| {
            if let Some(handle) = handle.take() {
                handle.clear();
            }
            *handle = set_timeout_with_handle(action.clone(), PAUSE).ok();
        });
    }
}
