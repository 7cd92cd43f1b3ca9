//! What is fixed when a draft is queued.

use crate::made::name;
use lectern_connectors::all;
use lectern_model::Timestamp;
use lectern_testkit::MONDAY_NINE;
use serde_json::Value;
use std::collections::HashSet;

#[test]
fn what_is_minted_is_never_the_same_and_survives_being_stored() {
    for connector in all() {
        let Some(publish) = connector.publish() else { continue };
        // A thousand in a second, and a few in its first millisecond.
        let moments = (0..1000).map(|millis| Timestamp(MONDAY_NINE.0 + millis)).chain([MONDAY_NINE; 3]);
        let minted: Vec<Value> = moments.map(|now| publish.mint(now)).collect();
        let texts: HashSet<String> = minted.iter().map(Value::to_string).collect();
        // Nothing at all is fine: the delivery's own key is then what a server remembers.
        assert!(minted.iter().all(Value::is_null) || texts.len() == minted.len(), "{} mints twins", name(&connector));
        for (value, text) in minted.iter().map(|value| (value, value.to_string())) {
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), *value, "{}", name(&connector));
        }
    }
}
