//! The list. Name, input, output, the topics it reads, and the one call it makes.

use crate::door::{CommandInfo, begin, commands};
use crate::{App, input};
use lectern_model as model;
use lectern_model::{Change, Code, Problem};
use serde_json::Value;
use ts_rs::TS;

/// Nothing is answered but that it was done.
fn nothing(done: Result<(), Problem>) -> Result<Nothing, Problem> {
    done.map(|()| Nothing {})
}

fn counted(count: usize) -> CountOutput {
    CountOutput { count: u32::try_from(count).unwrap_or(u32::MAX) }
}

use input::{
    AccountGroupInput, AccountIdentityInput, AccountInput, BlockedInput, CaptionsInput, CaptionsTextInput,
    ClosureInput, CompletionInput, ConversationEarlierInput, ConversationInput, ConversationMergeInput,
    ConversationNoteInput, ConversationReferenceInput, ConversationStateInput, ConversationsChangeInput, CountOutput,
    DeliveryInput, DisposeInput, DoneOutput, DraftInput, DraftNewInput, EmergencyReportInput, EmojiInput,
    EvergreenInput, FillInput, GapInput, HiddenInput, HoldBeginInput, HoldEndInput, ImportInput, InboxViewInput,
    InboxViewsInput, LinkInput, MessageInput, MomentInput, MoveInput, MuteAddInput, MuteInput, NewCountInput, Nothing,
    OccurrenceAcceptInput, OccurrenceSkipInput, OutboxInput, OutboxPageInput, PauseInput, PictureAddInput,
    PictureEditInput, PictureInput, PolicyAppealInput, PositionInput, PositionOutput, PostInput, PostSwitchInput,
    ProgressInput, QueueNextInput, QueueSlotsInput, RecordFileInput, RecordInput, RecoverInput, ReplyDraftInput,
    RestoreInput, RetentionInput, RetryInput, RevisionInput, RewriteInput, RuleInput, RuleSwitchInput, SampleInput,
    SaveTextInput, SavedReplyInput, SendInput, SeriesInput, SeriesPauseInput, SettingsPart, SettleInput,
    SignInAnswerInput, SignInBeginInput, SimilarInput, TemplateBackInput, TemplateInput, TemplateNameInput,
    TemplateSaveInput, TemplateUseInput, TextOutput, TicketInput, VideoBeginInput, VideoDoneInput, VideoPartInput,
    VideoStillInput, VideoStillOutput, ViewInput,
};

commands! {
    // The desk itself: these work before it is open.
    desk_status (Nothing) -> model::DeskState, reads [Desk], |app, _| Ok(app.front.state());
    desk_retry (Nothing) -> model::DeskState, reads [], |app, _| Ok(app.front.retry().await);
    desk_recover (RecoverInput) -> model::DeskState, reads [], |app, i| app.front.recover(&i.code).await;
    desk_set_aside (Nothing) -> model::DeskState, reads [], |app, _| app.front.set_aside().await;
    desk_restore (RestoreInput) -> model::DeskState, reads [], |app, i| app.front.restore(&i.backup).await;
    diagnostics (Nothing) -> TextOutput, reads [], |app, _| Ok(TextOutput { text: app.front.diagnostics().await });
    open_link (LinkInput) -> Nothing, reads [], |app, i| {
        app.outside.open_link(&lectern_engine::checked_link(&i.url)?)?;
        Ok(Nothing {})
    };
    save_text (SaveTextInput) -> DoneOutput, reads [], |app, i| {
        Ok(DoneOutput { done: app.outside.save_text(&i.name, &i.text).await? })
    };

    recovery_code (Nothing) -> model::RecoveryCode, reads [], |app, _| app.front.recovery_code().await;
    line (Nothing) -> model::LineState, reads [Line, Outbox, Accounts], |app, _| app.desk()?.line().await;
    progress (Nothing) -> Vec<model::Progress>, reads [Progress], |app, _| Ok(app.desk()?.progress.list());
    progress_stop (ProgressInput) -> Nothing, reads [], |app, i| {
        app.desk()?.progress.stop(&i.id);
        Ok(Nothing {})
    };

    settings (Nothing) -> model::Settings, reads [Settings], |app, _| app.desk()?.settings.read().await;
    settings_save (SettingsPart) -> model::Settings, reads [], |app, i| app.desk()?.settings.save(i.0).await;
    notice_ways (Nothing) -> model::NoticeWays, reads [], |app, _| Ok(app.outside.notice_ways());
    notice_test (Nothing) -> Nothing, reads [], |app, _| {
        app.outside.tell(&lectern_engine::notices::sample()).await?;
        Ok(Nothing {})
    };
    staffed (Nothing) -> model::Staffed, reads [Settings], |app, _| app.desk()?.settings.staffed().await;
    closures (Nothing) -> Vec<model::ClosureView>, reads [Settings], |app, _| app.desk()?.settings.closures().await;
    closure_save (model::ClosureSave) -> model::ClosureView, reads [], |app, i| app.desk()?.settings.save_closure(i).await;
    closure_remove (ClosureInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.settings.remove_closure(i.closure).await);
    closures_preview (model::ClosureFile) -> model::ClosurePreview, reads [], |app, i| app.desk()?.settings.preview_closures(i.text).await;
    closures_import (model::ClosureChoice) -> model::ClosuresKept, reads [], |app, i| app.desk()?.settings.import_closures(i).await;
    answer_targets (Nothing) -> Vec<model::AnswerTargetView>, reads [Settings], |app, _| app.desk()?.settings.answer_targets().await;
    answer_target_save (model::AnswerTarget) -> Nothing, reads [], |app, i| nothing(app.desk()?.settings.save_answer_target(i).await);
    time_zones (Nothing) -> Vec<String>, reads [], |app, _| Ok(app.desk()?.settings.time_zones());

    identities (Nothing) -> Vec<model::Identity>, reads [Accounts], |app, _| app.desk()?.accounts.identities().await;
    identity_save (model::Identity) -> model::Identity, reads [], |app, i| app.desk()?.accounts.save_identity(i).await;
    platforms (Nothing) -> Vec<model::PlatformView>, reads [], |app, _| Ok(app.desk()?.accounts.platforms());
    accounts (Nothing) -> Vec<model::AccountView>, reads [Accounts], |app, _| app.desk()?.accounts.list().await;
    account_unsent (AccountInput) -> CountOutput, reads [Outbox], |app, i| Ok(counted(app.desk()?.outbox.unsent_of(i.account).await?));
    account_remove (AccountInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.remove_account(i.account).await);
    account_check (AccountInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.check_account(i.account).await);
    account_group (AccountGroupInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.accounts.set_group(i.account, &i.group).await);
    account_identity (AccountIdentityInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.accounts.set_identity(i.account, i.identity).await);
    sign_in_begin (SignInBeginInput) -> model::SignInStep, reads [], |app, i| {
        app.desk()?.accounts.begin_sign_in(&i.platform, i.identity, i.again).await
    };
    sign_in_answer (SignInAnswerInput) -> model::SignInStep, reads [], |app, i| {
        app.desk()?.accounts.answer_sign_in(&i.ticket, i.fields).await
    };
    sign_in_wait (TicketInput) -> model::SignInStep, reads [], |app, i| app.desk()?.accounts.wait_for_browser(&i.ticket).await;
    sign_in_cancel (TicketInput) -> Nothing, reads [], |app, i| {
        app.desk()?.accounts.cancel_sign_in(&i.ticket);
        Ok(Nothing {})
    };
    subscriptions_import (ImportInput) -> model::ImportOutcome, reads [], |app, i| app.desk()?.accounts.import_subscriptions(&i.text).await;
    subscriptions_export (Nothing) -> TextOutput, reads [], |app, _| {
        Ok(TextOutput { text: app.desk()?.accounts.export_subscriptions().await? })
    };

    feed (model::FeedQuery) -> model::FeedPage, reads [Feeds, Pictures, Accounts], |app, i| app.desk()?.feeds.page(i).await;
    feed_new_count (NewCountInput) -> CountOutput, reads [Feeds], |app, i| {
        Ok(CountOutput { count: app.desk()?.feeds.count_newer(i.query, i.after).await? })
    };
    feed_position (ViewInput) -> PositionOutput, reads [], |app, i| {
        Ok(PositionOutput { post: app.desk()?.feeds.position(&i.view).await? })
    };
    feed_position_save (PositionInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.feeds.save_position(&i.view, i.post).await);
    feed_groups (Nothing) -> Vec<model::GroupView>, reads [Accounts], |app, _| app.desk()?.feeds.groups().await;
    feed_fill_gap (GapInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.feeds.fill_gap(i.gap).await);
    feed_check_now (Nothing) -> Nothing, reads [], |app, _| nothing(app.desk()?.check_all().await);
    post (PostInput) -> model::PostView, reads [Feeds, Pictures], |app, i| app.desk()?.feeds.post(i.post).await;
    post_like (PostSwitchInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.feeds.like(i.post, i.on).await);
    post_boost (PostSwitchInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.feeds.boost(i.post, i.on).await);
    mutes (Nothing) -> Vec<model::Mute>, reads [Feeds], |app, _| app.desk()?.feeds.mutes().await;
    mute_add (MuteAddInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.feeds.add_mute(i.kind, &i.value, i.days).await);
    mute_remove (MuteInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.feeds.remove_mute(i.mute).await);

    conversations (model::ConversationQuery) -> model::ConversationPage, reads [Inbox, Outbox, Pictures, Accounts], |app, i| app.desk()?.inbox.list(i).await;
    conversation_counts (Nothing) -> model::ConversationCounts, reads [Inbox], |app, _| app.desk()?.inbox.counts().await;
    conversation (ConversationInput) -> model::Thread, reads [Inbox, Outbox, Pictures], |app, i| app.desk()?.inbox.thread(i.conversation).await;
    conversation_earlier (ConversationEarlierInput) -> model::MessagePage, reads [Inbox, Pictures], |app, i| app.desk()?.inbox.earlier(i.conversation, i.before, i.limit).await;
    conversation_read (ConversationInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.mark_read(i.conversation).await);
    conversation_state (ConversationStateInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.set_state(&i.conversations, i.state).await);
    conversations_change (ConversationsChangeInput) -> model::ConversationsChanged, reads [], |app, i| app.desk()?.inbox.change(i.conversations, i.change).await;
    conversations_put_back (model::ConversationsChanged) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.put_back(i).await);
    conversation_note (ConversationNoteInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.note(i.conversation, &i.note, i.sure).await);
    conversation_note_shown (ConversationInput) -> TextOutput, reads [], |app, i| Ok(TextOutput { text: app.desk()?.inbox.note_shown(i.conversation).await? });
    conversation_reference (ConversationReferenceInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.count_reference(i.conversation, i.on).await);
    conversation_merge (ConversationMergeInput) -> model::ConversationsChanged, reads [], |app, i| app.desk()?.inbox.merge(i.into, i.from).await;
    conversation_take_apart (ConversationInput) -> CountOutput, reads [], |app, i| Ok(counted(app.desk()?.inbox.take_apart(i.conversation).await?));
    snooze_times (Nothing) -> Vec<model::SnoozeTime>, reads [Settings], |app, _| app.desk()?.inbox.snooze_times().await;
    reference_months (Nothing) -> Vec<model::ReferenceMonth>, reads [Inbox], |app, _| app.desk()?.inbox.reference_months().await;
    inbox_views (Nothing) -> Vec<model::InboxView>, reads [Inbox], |app, _| app.desk()?.inbox.views().await;
    inbox_view_save (model::InboxView) -> model::InboxView, reads [], |app, i| app.desk()?.inbox.save_view(i).await;
    inbox_view_remove (InboxViewInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.remove_view(i.view).await);
    inbox_views_order (InboxViewsInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.order_views(i.views).await);
    rules (Nothing) -> Vec<model::Rule>, reads [Inbox], |app, _| app.desk()?.inbox.rules().await;
    rule_save (model::Rule) -> model::Rule, reads [], |app, i| app.desk()?.inbox.save_rule(i).await;
    rule_try (RuleInput) -> model::RuleTrial, reads [], |app, i| app.desk()?.inbox.try_rule(i.rule).await;
    rule_switch (RuleSwitchInput) -> model::Rule, reads [], |app, i| app.desk()?.inbox.switch_rule(i.rule, i.on).await;
    rule_remove (RuleInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.remove_rule(i.rule).await);
    saved_replies (Nothing) -> Vec<model::SavedReply>, reads [Drafts, Settings], |app, _| app.desk()?.drafts.saved_replies().await;
    saved_reply_save (model::SavedReply) -> model::SavedReply, reads [], |app, i| app.desk()?.drafts.save_reply(i).await;
    saved_reply_confirm (SavedReplyInput) -> model::SavedReply, reads [], |app, i| app.desk()?.drafts.confirm_reply(i.reply).await;
    saved_reply_remove (SavedReplyInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.drafts.remove_reply(i.reply).await);
    saved_reply_fill (SavedReplyInput) -> model::FilledReply, reads [], |app, i| app.desk()?.drafts.fill_reply(i.reply).await;
    private_answer (Nothing) -> TextOutput, reads [], |app, _| Ok(TextOutput { text: app.desk()?.drafts.private_answer().await? });
    policy (Nothing) -> model::Policy, reads [Settings], |app, _| app.desk()?.inbox.policy().await;
    policy_clause_save (model::PolicyClause) -> model::PolicyClause, reads [], |app, i| app.desk()?.inbox.save_clause(i).await;
    policy_appeal_save (PolicyAppealInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.inbox.save_appeal(&i.appeal).await);
    message_hide (model::HideAsked) -> model::HideDone, reads [], |app, i| app.desk()?.inbox.hide(i).await;
    hidden (model::HiddenQuery) -> model::HiddenPage, reads [Inbox, Settings], |app, i| app.desk()?.inbox.hidden(i).await;
    message_restore (HiddenInput) -> model::HiddenView, reads [], |app, i| app.desk()?.inbox.restore(i.hidden).await;
    hidden_look_up (Nothing) -> CountOutput, reads [], |app, _| {
        let inbox = std::sync::Arc::clone(&app.desk()?.inbox);
        Ok(counted(inbox.settle_hidden_once().await? + inbox.settle_blocks_once().await?))
    };
    blocked (Nothing) -> Vec<model::BlockedView>, reads [Inbox, Settings], |app, _| app.desk()?.inbox.blocked().await;
    block_about (MessageInput) -> model::BlockAbout, reads [Inbox], |app, i| app.desk()?.inbox.block_about(i.message).await;
    person_block (model::BlockAsked) -> model::BlockedView, reads [], |app, i| app.desk()?.inbox.block(i).await;
    person_unblock (BlockedInput) -> model::BlockedView, reads [], |app, i| app.desk()?.inbox.unblock(i.blocked).await;
    block_review (model::BlockReviewed) -> model::BlockedView, reads [], |app, i| app.desk()?.inbox.review_block(i).await;
    emergency_about (MessageInput) -> model::EmergencyAbout, reads [Inbox, Records, Settings], |app, i| app.desk()?.inbox.emergency_about(i.message).await;
    emergency_keep (model::EmergencyKeep) -> model::EmergencyAbout, reads [], |app, i| app.desk()?.inbox.emergency_keep(i).await;
    emergency_report (EmergencyReportInput) -> model::EmergencyAbout, reads [], |app, i| app.desk()?.inbox.emergency_report(i.message, i.again).await;
    message_shown (MessageInput) -> model::MessageView, reads [], |app, i| app.desk()?.inbox.message_shown(i.message).await;
    reply_draft (ReplyDraftInput) -> model::Draft, reads [], |app, i| app.desk()?.inbox.reply_draft(i.conversation, i.answers).await;

    drafts (Nothing) -> Vec<model::DraftSummary>, reads [Drafts], |app, _| app.desk()?.drafts.list().await;
    draft (DraftInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.read(i.draft).await;
    draft_new (DraftNewInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.begin(&i.text, i.shares, i.answers).await;
    draft_save (model::DraftSave) -> model::Draft, reads [], |app, i| app.desk()?.drafts.save(i).await;
    draft_delete (DraftInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.drafts.delete(i.draft).await);
    draft_duplicate (DraftInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.duplicate(i.draft).await;
    draft_history (DraftInput) -> Vec<model::DraftRevision>, reads [Drafts], |app, i| app.desk()?.drafts.history(i.draft).await;
    draft_difference (RevisionInput) -> model::DraftDifference, reads [], |app, i| app.desk()?.drafts.difference(i.draft, i.revision).await;
    draft_restore (RevisionInput) -> model::Restored, reads [], |app, i| app.desk()?.drafts.restore(i.draft, i.revision).await;
    templates (Nothing) -> Vec<model::TemplateView>, reads [Drafts], |app, _| app.desk()?.drafts.templates().await;
    template_samples (Nothing) -> Vec<model::TemplateSample>, reads [], |app, _| Ok(app.desk()?.drafts.template_samples());
    template_save (TemplateSaveInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.save_as_template(i.draft, &i.name).await;
    template_keep (SampleInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.keep_sample(&i.key).await;
    template_use (TemplateUseInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.begin_from(i.template, i.sample.as_deref()).await;
    template_rename (TemplateNameInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.drafts.rename_template(i.template, &i.name).await);
    template_delete (TemplateInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.delete_template(i.template).await;
    template_put_back (TemplateBackInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.put_template_back(&i.name, i.content).await;
    variables (Nothing) -> Vec<model::Variable>, reads [Settings], |app, _| app.desk()?.drafts.variables().await;
    text_fill (FillInput) -> TextOutput, reads [], |app, i| Ok(TextOutput { text: app.desk()?.drafts.fill_in(&i.text, i.draft).await? });
    completions (CompletionInput) -> Vec<model::Completion>, reads [], |app, i| app.desk()?.completions.find(&i.prefix, i.account).await;
    emojis (EmojiInput) -> Vec<model::EmojiView>, reads [], |_, i| Ok(lectern_engine::emojis_for(&i.words));
    similar (SimilarInput) -> Vec<model::SimilarPost>, reads [], |app, i| app.desk()?.similar.find(i.draft, &i.text).await;
    draft_preview (DraftInput) -> model::DraftPreview, reads [Drafts, Pictures, Accounts, Settings], |app, i| app.desk()?.drafts.preview(i.draft).await;
    draft_look (model::DraftSave) -> model::DraftPreview, reads [], |app, i| app.desk()?.drafts.look(i).await;
    picture_add (PictureAddInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.add_picture(i.draft, &i.name, &i.base64).await;
    picture_edit (PictureEditInput) -> model::Draft, reads [], |app, i| {
        let shape = lectern_engine::drafts::PictureShape { turn: i.turn, crop: i.crop, focus: i.focus };
        app.desk()?.drafts.edit_picture(i.draft, i.revision, i.at, shape).await
    };
    video_begin (VideoBeginInput) -> model::Coming, reads [], |app, i| app.desk()?.drafts.video_begin(i.draft, &i.name, i.bytes).await;
    video_part (VideoPartInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.drafts.video_part(&i.ticket, i.at, &i.base64).await);
    video_done (VideoDoneInput) -> model::Draft, reads [], |app, i| app.desk()?.drafts.video_done(i.draft, &i.ticket).await;
    video_stop (TicketInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.drafts.video_stop(&i.ticket).await);
    video_still (VideoStillInput) -> VideoStillOutput, reads [], |app, i| {
        Ok(VideoStillOutput { still: app.desk()?.drafts.video_still(&i.base64).await? })
    };
    captions_read (CaptionsInput) -> model::CaptionsRead, reads [], |app, i| {
        app.desk()?.drafts.read_captions(&i.name, &i.language, &i.text, i.length_ms).await
    };
    captions_text (CaptionsTextInput) -> TextOutput, reads [], |app, i| {
        Ok(TextOutput { text: app.desk()?.drafts.captions_text(i.captions).await? })
    };
    picture_record (PictureInput) -> model::PictureRecord, reads [Pictures], |app, i| app.desk()?.drafts.picture_record(i.picture).await;
    picture_record_save (model::PictureRecord) -> model::PictureRecord, reads [], |app, i| app.desk()?.drafts.save_picture_record(i).await;
    picture_uses (PictureInput) -> Vec<model::PictureUsed>, reads [Drafts, Outbox], |app, i| app.desk()?.drafts.picture_uses(i.picture).await;

    outbox_send (SendInput) -> Vec<model::DeliveryView>, reads [], |app, i| app.desk()?.outbox.send(i.draft, i.revision, i.confirm_personal).await;
    outbox_send_private (SendInput) -> Vec<model::DeliveryView>, reads [], |app, i| {
        app.desk()?.outbox.send_overruling(i.draft, i.revision, i.confirm_personal).await
    };
    privacy_overrules (Nothing) -> Vec<model::PrivacyOverrule>, reads [Outbox], |app, _| app.desk()?.outbox.privacy_overrules().await;
    outbox (OutboxInput) -> Vec<model::DeliveryView>, reads [Outbox], |app, i| app.desk()?.outbox.list(i.needs_you, i.limit).await;
    delivery_retry (RetryInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.outbox.retry(i.delivery, i.anyway).await);
    delivery_move (MoveInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.outbox.move_to(i.delivery, i.at, i.never_after).await);
    delivery_settle (SettleInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.outbox.settle_by_person(i.delivery, i.there).await);
    delivery_cancel (DeliveryInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.outbox.cancel(i.delivery).await);
    delivery_delete (DeliveryInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.outbox.delete_published(i.delivery).await);
    delivery_edit_again (DeliveryInput) -> model::Draft, reads [], |app, i| app.desk()?.outbox.back_to_draft(i.delivery).await;
    delivery_edit (DeliveryInput) -> model::Draft, reads [], |app, i| app.desk()?.outbox.edit_published(i.delivery).await;
    delivery_replace (DeliveryInput) -> model::Draft, reads [], |app, i| app.desk()?.outbox.replace_published(i.delivery).await;
    delivery_rewrite (RewriteInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.outbox.rewrite(i.delivery, &i.text, i.anyway).await);
    delivery_details (DeliveryInput) -> model::DeliveryDetails, reads [Outbox], |app, i| app.desk()?.outbox.details(i.delivery).await;
    outbox_page (OutboxPageInput) -> model::OutboxPage, reads [Outbox], |app, i| app.desk()?.outbox.page(i.show, &i.words, i.before, i.limit).await;
    draft_take_back (DraftInput) -> model::Draft, reads [], |app, i| app.desk()?.outbox.take_back(i.draft).await;
    outbox_pause (PauseInput) -> model::Pause, reads [], |app, i| app.desk()?.outbox.pause(&i.reason).await;
    outbox_resume (Nothing) -> Nothing, reads [], |app, _| nothing(app.desk()?.outbox.resume().await);
    pause_state (Nothing) -> Option<model::Pause>, reads [Outbox], |app, _| app.desk()?.outbox.pause_state().await;
    moment (MomentInput) -> model::Moment, reads [Settings], |app, i| app.desk()?.moment(&i.local, i.plans).await;

    calendar (model::CalendarQuery) -> model::CalendarPage, reads [Outbox, Drafts, Accounts, Settings], |app, i| app.desk()?.calendar(i).await;
    calendar_move (model::CalendarMove) -> model::CalendarMoved, reads [], |app, i| app.desk()?.calendar_move(i).await;
    calendar_copy (model::CalendarCopy) -> model::CalendarCopied, reads [], |app, i| app.desk()?.calendar_copy(i).await;
    calendar_send_now (model::CalendarPost) -> CountOutput, reads [], |app, i| Ok(counted(app.desk()?.calendar_send_now(i).await?));
    calendar_drop (model::CalendarPost) -> CountOutput, reads [], |app, i| Ok(counted(app.desk()?.calendar_drop(i).await?));
    queue_slots (Nothing) -> Vec<model::QueueSlot>, reads [Settings, Accounts], |app, _| app.desk()?.outbox.slots().await;
    queue_slots_save (QueueSlotsInput) -> Vec<model::QueueSlot>, reads [], |app, i| app.desk()?.outbox.save_slots(i.account, i.slots).await;
    queue_next (QueueNextInput) -> Vec<model::QueueNext>, reads [Settings, Outbox, Accounts], |app, i| app.desk()?.outbox.next_slots(i.accounts).await;

    series (Nothing) -> Vec<model::SeriesView>, reads [Drafts, Outbox, Settings], |app, _| app.desk()?.series.list().await;
    series_preview (model::SeriesPlan) -> model::SeriesPreview, reads [Settings], |app, i| app.desk()?.series.preview(&i).await;
    series_save (model::SeriesSave) -> SeriesInput, reads [], |app, i| Ok(SeriesInput { series: app.desk()?.series.save(i).await? });
    series_pause (SeriesPauseInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.series.pause(i.series, i.paused).await);
    series_end (SeriesInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.series.end(i.series).await);
    evergreen_add (EvergreenInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.series.put_on_shelf(i.series, i.draft).await);
    evergreen_remove (DraftInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.series.take_off_shelf(i.draft).await);
    occurrences (Nothing) -> Vec<model::OccurrenceView>, reads [Drafts, Outbox, Settings, Accounts], |app, _| app.desk()?.occurrences().await;
    occurrence_accept (OccurrenceAcceptInput) -> Vec<model::DeliveryView>, reads [], |app, i| app.desk()?.accept_occurrence(i.series, i.at, i.revision, i.confirm_personal).await;
    occurrence_skip (OccurrenceSkipInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.skip_occurrence(i.series, i.at, i.skip).await);
    csv_preview (model::CsvFile) -> model::CsvPreview, reads [], |app, i| app.desk()?.csv_preview(i).await;
    csv_import (model::CsvChoice) -> model::CsvImported, reads [], |app, i| app.desk()?.csv_import(i).await;
    calendar_csv (model::ExportRange) -> model::ExportFile, reads [], |app, i| app.desk()?.calendar_csv(i).await;
    calendar_ics (model::ExportRange) -> model::ExportFile, reads [], |app, i| app.desk()?.calendar_ics(i).await;
    rehearse (model::RehearsalQuery) -> model::Rehearsal, reads [Outbox, Drafts, Accounts, Settings], |app, i| app.desk()?.rehearse(i.days).await;

    records (model::RecordQuery) -> model::RecordPage, reads [Records, Accounts], |app, i| app.desk()?.records.list(i).await;
    record (RecordInput) -> model::RecordDetails, reads [Records], |app, i| app.desk()?.records.details(i.record, true).await;
    record_shown (RecordInput) -> model::RecordDetails, reads [], |app, i| app.desk()?.records.details(i.record, false).await;
    record_file (RecordFileInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.records.file(i.record, i.category).await);
    record_categories (Nothing) -> Vec<model::RecordCategory>, reads [Records], |app, _| app.desk()?.records.categories().await;
    record_category_save (model::RecordCategory) -> Vec<model::RecordCategory>, reads [], |app, i| {
        app.desk()?.records.save_category(i).await
    };
    record_holds (Nothing) -> Vec<model::LegalHold>, reads [Records], |app, _| app.desk()?.records.holds().await;
    record_hold_begin (HoldBeginInput) -> model::LegalHold, reads [], |app, i| {
        app.desk()?.records.begin_hold(i.reason, i.account, (i.from, i.until)).await
    };
    record_hold_end (HoldEndInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.records.end_hold(i.hold, i.reason).await);
    records_due (Nothing) -> model::DisposalList, reads [Records], |app, _| app.desk()?.records.due().await;
    records_dispose (DisposeInput) -> Nothing, reads [], |app, i| nothing(app.desk()?.records.dispose(i.records, i.by).await);
    records_check (Nothing) -> model::LogCheck, reads [], |app, _| app.desk()?.records.check().await;
    records_preview (model::RecordsRequest) -> model::RequestPreview, reads [], |app, i| app.desk()?.records.preview(i).await;
    records_export (model::RecordsRequest) -> model::RequestDone, reads [], |app, i| {
        let records = std::sync::Arc::clone(&app.desk()?.records);
        match app.outside.save_place(&records.file_name()).await? {
            Some(place) => records.export(i, &place).await,
            None => Ok(model::RequestDone { done: false, records: 0, head: String::new() }),
        }
    };
    retention (Nothing) -> Vec<model::Retention>, reads [Records, Accounts], |app, _| app.desk()?.records.retention().await;
    retention_save (RetentionInput) -> Vec<model::Retention>, reads [], |app, i| {
        app.desk()?.records.set_retention(i.account, i.days).await
    };

    search (model::SearchQuery) -> model::SearchPage, reads [], |app, i| app.desk()?.search.find(i).await;
    today (Nothing) -> model::Today, reads [Inbox, Outbox, Drafts, Accounts, Settings, Pictures], |app, _| app.desk()?.today().await;
}
