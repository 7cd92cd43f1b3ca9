//! Signing in once, in this process; every run then works on a copy of the data folder.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use lectern_connectors::Connector;
use lectern_engine::{ClockKind, Desk, Front, FrontConfig};
use lectern_model::{PlatformKey, SignInStep};
use lectern_tests::approval::Approval;
use lectern_tests::wait;
use lectern_vault::MemoryVault;
use url::Url;

use crate::child_run::SignedIn;

const PATIENCE: Duration = Duration::from_secs(60);

/// Signs in on a platform with these fields; `approve` plays the browser where one is needed.
pub(crate) async fn sign_in(
    platform: &str,
    fields: &[(&str, &str)],
    connectors: Option<Vec<Arc<dyn Connector>>>,
    approve: impl AsyncFn(Url) -> Approval,
) -> SignedIn {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let vault = Arc::new(MemoryVault::new());
    let front = Front::open(FrontConfig {
        folder: folder.path().to_owned(),
        vault: Arc::clone(&vault) as Arc<dyn lectern_vault::Vault>,
        clock: ClockKind::System,
        wire: None,
        connectors,
        by_itself: false,
    });
    let desk = wait::until_some("the desk to open", PATIENCE, || front.desk().ok()).await;
    let fields: BTreeMap<String, String> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    go_through(&desk, platform, &fields, approve).await;
    drop(desk);
    front.close().await;
    SignedIn { folder, keychain: vault.contents().into_iter().collect() }
}

async fn go_through(
    desk: &Desk,
    platform: &str,
    fields: &BTreeMap<String, String>,
    approve: impl AsyncFn(Url) -> Approval,
) {
    let mut step = desk.accounts.begin_sign_in(&PlatformKey::from(platform), None, None).await.expect("it begins");
    for _ in 0..5 {
        step = match step {
            SignInStep::AskFields { ticket, .. } => {
                desk.accounts.answer_sign_in(&ticket, fields.clone()).await.expect("it goes on")
            }
            SignInStep::OpenBrowser { ticket, url, .. } => {
                let approval = approve(url.parse().expect("an address")).await;
                let (step, _) = tokio::join!(desk.accounts.wait_for_browser(&ticket), async {
                    match &approval {
                        Approval::Address(_) => approval.come_back().await,
                        Approval::Code(code) => panic!("a code instead of a way back: {code}"),
                    }
                });
                step.expect("the browser came back")
            }
            SignInStep::Done { .. } => return,
            SignInStep::Failed { problem } => panic!("{problem:?}"),
        };
    }
    panic!("the sign-in does not end");
}
