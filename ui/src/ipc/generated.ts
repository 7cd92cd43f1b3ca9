// Written by `cargo test -p lectern-api`; do not edit. A test fails when it is stale.

export type AccountGroupInput = { 
/**
 * The account.
 */
account: AccountId, 
/**
 * The group; empty: none.
 */
group: string, };

export type AccountHealth = { "state": "new" } | { "state": "well" } | { "state": "waiting", 
/**
 * Until when, if it said.
 */
until: Timestamp | null, 
/**
 * The platform's words or ours.
 */
words: string, } | { "state": "sign_in_needed", 
/**
 * The platform's words or ours.
 */
words: string, } | { "state": "trouble", 
/**
 * The platform's words or ours.
 */
words: string, };

export type AccountId = number;

export type AccountIdentityInput = { 
/**
 * The account.
 */
account: AccountId, 
/**
 * The identity.
 */
identity: IdentityId, };

export type AccountInput = { 
/**
 * It.
 */
account: AccountId, };

export type AccountView = { 
/**
 * What its platform offers it.
 */
parts: Array<Part>, 
/**
 * Its limits, where it can publish.
 */
limits: Limits | null, 
/**
 * Whether it is practice.
 */
practice: boolean, 
/**
 * Whether it is a followed feed.
 */
subscription: boolean, 
/**
 * Its identity's name, kind and colour.
 */
who: Identity, 
/**
 * Whether new things arrive at once (stream open) rather than by asking.
 */
live: boolean, 
/**
 * Its platform holds posts until their time where that is more than this many seconds ahead; none: it holds none.
 */
holds_ahead: number | null, 
/**
 * Its number.
 */
id: AccountId, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * Who it speaks as.
 */
identity: IdentityId, 
/**
 * The platform's own, never changing id for it (account id, DID, feed address).
 */
remote_id: string, 
/**
 * What people know it by: `@library@example.social`, `library.example.org`, a feed's title.
 */
handle: string, 
/**
 * Display name.
 */
name: string, 
/**
 * Base address of its server.
 */
server: string, 
/**
 * Facts a connector keeps about it between runs (limits, endpoints, flavour); opaque above connectors. No secrets.
 */
facts: unknown, 
/**
 * Its picture's address.
 */
avatar_url: string | null, 
/**
 * How it is doing.
 */
health: AccountHealth, 
/**
 * When it last answered well.
 */
last_checked_at: Timestamp | null, 
/**
 * When its sign-in lapses, where the platform says.
 */
sign_in_lapses_at: Timestamp | null, 
/**
 * Group of feeds it is shown in, for example "Local partners". Empty: none.
 */
group: string, 
/**
 * When it was added.
 */
added_at: Timestamp, };

export type AnswerBy = { "kind": "by", 
/**
 * The moment.
 */
at: Timestamp, 
/**
 * From here on little open time is left.
 */
soon: Timestamp, } | { "kind": "no_target" } | { "kind": "not_told" } | { "kind": "never" };

export type AnswerTarget = { 
/**
 * The label.
 */
label: Label, 
/**
 * Its target.
 */
target: Target, };

export type AnswerTargetView = { 
/**
 * The label.
 */
label: Label, 
/**
 * Its target.
 */
target: Target, 
/**
 * The target that it has at first.
 */
usual: Target, 
/**
 * By when somebody who writes now would have an answer.
 */
now: AnswerBy, };

export type Attempt = { 
/**
 * When.
 */
at: Timestamp, 
/**
 * What came of it, in plain words.
 */
words: string, };

export type AuthorView = { 
/**
 * Display name; the handle where they gave none.
 */
name: string, 
/**
 * Handle.
 */
handle: string, 
/**
 * Their page.
 */
url: string | null, 
/**
 * Cached picture, once it is here.
 */
avatar: MediaHash | null, };

export type BlockAbout = { 
/**
 * Their message.
 */
message: MessageId, 
/**
 * The conversation it stands in.
 */
conversation: ConversationId | null, 
/**
 * What they call themselves.
 */
name: string, 
/**
 * Their handle.
 */
person: string, 
/**
 * What they wrote, with what is confidential covered.
 */
text: string, 
/**
 * The account they wrote to.
 */
handle: string, 
/**
 * What blocking does there, in plain words; none: the platform does not let the library block anybody.
 */
does: string | null, 
/**
 * They are blocked already.
 */
already: boolean, };

export type BlockAsked = { 
/**
 * The message.
 */
message: MessageId, 
/**
 * The one clause of the policy.
 */
clause: ClauseId, 
/**
 * The words at issue, as they stand in the message.
 */
quoted: string, 
/**
 * When it ends by itself; none: not before a person ends it.
 */
until: Timestamp | null, 
/**
 * Why it has no end. Only asked where it has none.
 */
endless: string, 
/**
 * What the person notes. Empty: nothing.
 */
note: string, 
/**
 * The note is kept although it tells the number of a card or a PIN.
 */
note_sure: boolean, 
/**
 * Who else agreed. Must be given where the library asks for a second person.
 */
agreed: string, };

export type BlockReviewed = { 
/**
 * It.
 */
blocked: BlockedId, 
/**
 * When it ends by itself from now on; none: not before a person ends it.
 */
until: Timestamp | null, 
/**
 * Why it has no end. Only asked where it has none.
 */
endless: string, };

export type BlockStand = "blocking" | "blocked" | "unblocking" | "unblocked" | "refused";

export type BlockedId = number;

export type BlockedInput = { 
/**
 * The block.
 */
blocked: BlockedId, };

export type BlockedView = { 
/**
 * Its number.
 */
id: BlockedId, 
/**
 * Where it stands.
 */
stand: BlockStand, 
/**
 * Since when it stands there, or when the platform was asked last.
 */
at: Timestamp, 
/**
 * When a person blocked them.
 */
since: Timestamp, 
/**
 * What they call themselves. Empty: it ended, and its record was disposed of.
 */
name: string, 
/**
 * Their handle. Empty alike.
 */
person: string, 
/**
 * What the clause is called.
 */
clause: string, 
/**
 * When it ends by itself; none: not before a person ends it.
 */
until: Timestamp | null, 
/**
 * Why it has no end. Empty: it has one.
 */
endless: string, 
/**
 * Who else agreed to it. Empty: nobody was asked, or its record was disposed of.
 */
agreed: string, 
/**
 * By when a person looks at it again.
 */
review_at: Timestamp, 
/**
 * That is now.
 */
review_due: boolean, 
/**
 * The account that they are blocked on.
 */
account: AccountId, 
/**
 * The account's name.
 */
handle: string, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * The record with the copy of their message.
 */
record: RecordId, };

export type CalendarCopied = { 
/**
 * The new draft.
 */
draft: DraftId, 
/**
 * Where it stands.
 */
to: Moment, 
/**
 * In a sentence: that it is a draft, and what is special about the moment.
 */
words: string, };

export type CalendarCopy = { 
/**
 * The draft it is, or was queued from.
 */
draft: DraftId, 
/**
 * Where to.
 */
to: CalendarTarget, };

export type CalendarDay = { 
/**
 * `2026-11-23`.
 */
date: string, 
/**
 * 1 = Monday … 7 = Sunday.
 */
weekday: number, 
/**
 * "Monday 23 November".
 */
words: string, 
/**
 * When the library is open on it, in order.
 */
open: Array<OpenSpan>, 
/**
 * What is special about its clock, in a sentence. Empty: nothing.
 */
note: string, 
/**
 * Entries of this day, shown or not.
 */
total: number, };

export type CalendarEntry = { 
/**
 * Names it as long as it stays where it is.
 */
id: string, 
/**
 * The draft it is, or was queued from.
 */
draft: DraftId, 
/**
 * First line.
 */
title: string, 
/**
 * When it goes, was to go, or went out.
 */
at: Timestamp, 
/**
 * The day.
 */
date: string, 
/**
 * Minutes after midnight, as the clock on the wall shows them.
 */
minute: number, 
/**
 * "9:00".
 */
clock: string, 
/**
 * "Monday 23 November 2026, 9:00 (EST)".
 */
words: string, 
/**
 * The clock shows this time twice on that day, and this is the second.
 */
second: boolean, 
/**
 * Where it goes.
 */
accounts: Array<EntryAccount>, 
/**
 * Where it stands.
 */
kind: EntryKind, 
/**
 * The same in words.
 */
state: string, 
/**
 * It must not go out after this moment.
 */
never_after: Timestamp | null, 
/**
 * What may be done with it.
 */
may: EntryActions, 
/**
 * What it stands too close to, in a sentence. Empty: nothing.
 */
clash: string, };

export type CalendarGap = { 
/**
 * The day.
 */
date: string, 
/**
 * "Thursday 3 December: nothing goes out."
 */
words: string, };

export type CalendarLimit = { "kind": "keep" } | { "kind": "change", 
/**
 * It.
 */
never_after: Timestamp | null, };

export type CalendarMove = { 
/**
 * The draft it is, or was queued from.
 */
draft: DraftId, 
/**
 * Where it stands: only what is due then is moved. None: all of it.
 */
at: Timestamp | null, 
/**
 * Where to.
 */
to: CalendarTarget, 
/**
 * Its last moment.
 */
limit: CalendarLimit, };

export type CalendarMoved = { 
/**
 * Where it stands now.
 */
to: Moment, 
/**
 * In a sentence, with what is special about the moment.
 */
words: string, 
/**
 * Where it stood, where it can be taken back.
 */
back: Timestamp | null, };

export type CalendarPage = { 
/**
 * Today, by the library's clock.
 */
today: string, 
/**
 * The zone all times are in.
 */
zone: string, 
/**
 * Whether opening hours are told.
 */
hours_told: boolean, 
/**
 * Every day asked for.
 */
days: Array<CalendarDay>, 
/**
 * What is on them, by time.
 */
entries: Array<CalendarEntry>, 
/**
 * Everything missed, whenever it was, oldest first; 50 at most.
 */
missed: Array<CalendarEntry>, 
/**
 * Drafts with no time, last saved first; 50 at most.
 */
undated: Array<UndatedDraft>, 
/**
 * How many drafts have no time.
 */
undated_total: number, 
/**
 * Posts of one account that stand too close together, in words; 20 at most.
 */
clashes: Array<string>, 
/**
 * How many there are.
 */
clashes_total: number, 
/**
 * Open days of the coming fortnight on which nothing goes out.
 */
gaps: Array<CalendarGap>, 
/**
 * How many posts and drafts with a time come after the last day.
 */
later: number, };

export type CalendarPost = { 
/**
 * The draft it is, or was queued from.
 */
draft: DraftId, 
/**
 * Where it stands: only what is due then is meant. None: all of it.
 */
at: Timestamp | null, 
/**
 * Even after the moment it must not go out after.
 */
anyway: boolean, };

export type CalendarQuery = { 
/**
 * First day, `2026-11-23`.
 */
from: string, 
/**
 * Last day, `2026-11-29`.
 */
until: string, 
/**
 * Only what goes out by these; none: by any.
 */
accounts: Array<AccountId>, 
/**
 * At most so many entries of one day; 0: 500.
 */
per_day: number, };

export type CalendarTarget = { "kind": "local", 
/**
 * `2026-11-26T09:00`.
 */
local: string, } | { "kind": "moment", 
/**
 * It.
 */
at: Timestamp, };

export type CaptionProblem = { 
/**
 * Its line, from 1.
 */
line: number, 
/**
 * One plain sentence.
 */
words: string, 
/**
 * The captions cannot be kept like this.
 */
stops: boolean, };

export type Captions = { 
/**
 * BCP 47 tag of what is written in them.
 */
language: string, 
/**
 * The file's bytes.
 */
hash: MediaHash, 
/**
 * File name they came with. Empty: they were written here.
 */
name: string, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * How many there are.
 */
cues: number, };

export type CaptionsInput = { 
/**
 * File name. Empty: they were written here.
 */
name: string, 
/**
 * BCP 47 tag of what is written in them.
 */
language: string, 
/**
 * The file's text.
 */
text: string, 
/**
 * How long the video is, in milliseconds, where it is known.
 */
length_ms: number | null, };

export type CaptionsRead = { 
/**
 * The captions, kept; none: something stops them.
 */
captions: Captions | null, 
/**
 * What is not right, by line.
 */
problems: Array<CaptionProblem>, };

export type CaptionsTextInput = { 
/**
 * Their bytes.
 */
captions: MediaHash, };

export type CardNumbers = { 
/**
 * How many digits it has: 4 to 20.
 */
length: number, 
/**
 * What it begins with. Empty: anything.
 */
prefix: string, };

export type CardView = { 
/**
 * Where it leads.
 */
url: string, 
/**
 * Host name, to show.
 */
host: string, 
/**
 * Title.
 */
title: string, 
/**
 * Description.
 */
description: string, 
/**
 * Cached picture, once it is here.
 */
picture: MediaHash | null, };

export type Change = "desk" | "accounts" | "feeds" | "inbox" | "drafts" | "outbox" | "pictures" | "records" | "settings" | "progress" | "line" | "all";

export type ClauseId = number;

export type Closure = { 
/**
 * What it is, for example "Thanksgiving". Empty: not told.
 */
name: string, 
/**
 * First day, `2026-11-26`.
 */
first: string, 
/**
 * Last day.
 */
last: string, 
/**
 * How they differ.
 */
what: ClosureKind, };

export type ClosureChoice = { 
/**
 * The file's text, as it was previewed.
 */
text: string, 
/**
 * The lines on which the entries begin.
 */
lines: Array<number>, };

export type ClosureFile = { 
/**
 * Its text.
 */
text: string, };

export type ClosureId = number;

export type ClosureInput = { 
/**
 * It.
 */
closure: ClosureId, };

export type ClosureKind = { "kind": "closed" } | { "kind": "between", 
/**
 * Minutes after midnight of the first day.
 */
from: number, 
/**
 * Minutes after midnight of the last day, at most 1440.
 */
until: number, } | { "kind": "hours", 
/**
 * The hours; above 1440 means the next day.
 */
open: Array<OpenSpan>, };

export type ClosurePreview = { 
/**
 * Every entry, in the order of the file.
 */
rows: Array<ClosureRow>, 
/**
 * The day up to which entries that come again are taken, in words.
 */
until: string, };

export type ClosureRow = { 
/**
 * The line on which it begins.
 */
line: number, 
/**
 * Its title.
 */
name: string, 
/**
 * When, in words.
 */
words: string, 
/**
 * What can be done with it.
 */
state: ClosureRowState, 
/**
 * What there is to know about it, or why it cannot be read. Empty: nothing.
 */
note: string, 
/**
 * It looks like a closure: offered as chosen.
 */
likely: boolean, 
/**
 * What would be kept.
 */
closures: Array<Closure>, };

export type ClosureRowState = "ready" | "here" | "past" | "cancelled" | "broken";

export type ClosureSave = { 
/**
 * The one it takes the place of; none: it is new.
 */
id: ClosureId | null, 
/**
 * It.
 */
closure: Closure, };

export type ClosureView = { 
/**
 * Its number.
 */
id: ClosureId, 
/**
 * It.
 */
closure: Closure, 
/**
 * "Thursday 26 November 2026: closed".
 */
words: string, 
/**
 * All of it is over.
 */
past: boolean, };

export type ClosuresKept = { 
/**
 * New closures.
 */
kept: number, 
/**
 * Closures that were there already.
 */
here: number, };

export type Code = "no_such_command" | "bad_input" | "not_ready" | "not_found" | "stale" | "confirm_personal" | "stopped" | "unusable_file" | "disk_full" | "read_only" | "storage" | "keychain" | "recovery_code" | "sign_in_needed" | "permission" | "rate_limited" | "rejected" | "unreachable" | "server" | "desktop" | "cancelled" | "fault";

export type Coming = { 
/**
 * Names it while it comes.
 */
ticket: string, 
/**
 * Most bytes of one part.
 */
part_bytes: number, };

export type Completion = { 
/**
 * What it is.
 */
kind: CompletionKind, 
/**
 * What is put into the text, with its sign.
 */
insert: string, 
/**
 * The person's name. Empty: none.
 */
name: string, 
/**
 * We used the tag, or spoke with the person.
 */
known: boolean, 
/**
 * How often it was seen.
 */
times: number, };

export type CompletionInput = { 
/**
 * It, with its `#` or `@`.
 */
prefix: string, 
/**
 * Only people of this account's platform.
 */
account: AccountId | null, };

export type CompletionKind = "tag" | "person";

export type ConversationBefore = { 
/**
 * Its number.
 */
conversation: ConversationId, 
/**
 * Where it stood.
 */
state: ConversationState, 
/**
 * Until when it was snoozed.
 */
snoozed_until: Timestamp | null, 
/**
 * Since when somebody waited.
 */
waiting_since: Timestamp | null, 
/**
 * Its label.
 */
label: Label | null, 
/**
 * When its last message had come.
 */
last_at: Timestamp, };

export type ConversationChange = { "to": "done" } | { "to": "waiting" } | { "to": "snoozed", 
/**
 * The moment.
 */
until: Timestamp, } | { "to": "labelled", 
/**
 * It; none: no label.
 */
label: Label | null, };

export type ConversationCounts = { 
/**
 * Waiting.
 */
waiting: number, 
/**
 * Waiting with something unread.
 */
unread: number, 
/**
 * Snoozed.
 */
snoozed: number, 
/**
 * Done.
 */
done: number, };

export type ConversationEarlierInput = { 
/**
 * Of which.
 */
conversation: ConversationId, 
/**
 * Before which.
 */
before: MessageId, 
/**
 * At most so many; 0 means 100; 500 at most.
 */
limit: number, };

export type ConversationId = number;

export type ConversationInput = { 
/**
 * It.
 */
conversation: ConversationId, };

export type ConversationKind = "mention" | "reply" | "direct";

export type ConversationMergeInput = { 
/**
 * The one that stays.
 */
into: ConversationId, 
/**
 * The one that is put into it.
 */
from: ConversationId, };

export type ConversationNoteInput = { 
/**
 * Which.
 */
conversation: ConversationId, 
/**
 * The note. Empty: none.
 */
note: string, 
/**
 * It is kept although it tells the number of a card or a PIN.
 */
sure: boolean, };

export type ConversationPage = { 
/**
 * The conversations.
 */
conversations: Array<ConversationView>, 
/**
 * Whether there are more.
 */
more: boolean, };

export type ConversationQuery = { 
/**
 * In this state.
 */
state: ConversationState, 
/**
 * Only this account.
 */
account: AccountId | null, 
/**
 * Only this platform.
 */
platform: PlatformKey | null, 
/**
 * Only this kind.
 */
kind: ConversationKind | null, 
/**
 * Only with this label.
 */
label: Label | null, 
/**
 * Only those that we answered, or only those that we did not.
 */
answered: boolean | null, 
/**
 * Only reference questions.
 */
reference: boolean, 
/**
 * Only those that wait, or came last, longer ago than this many days.
 */
older_than_days: number | null, 
/**
 * Only with these words in a message.
 */
words: string, 
/**
 * Oldest first (waiting longest) instead of newest first.
 */
oldest_first: boolean, 
/**
 * Continue after this one.
 */
after: ConversationId | null, 
/**
 * At most this many; 0 means 50; 200 at most.
 */
limit: number, };

export type ConversationReferenceInput = { 
/**
 * Which.
 */
conversation: ConversationId, 
/**
 * It is.
 */
on: boolean, };

export type ConversationState = "waiting" | "snoozed" | "done";

export type ConversationStateInput = { 
/**
 * They.
 */
conversations: Array<ConversationId>, 
/**
 * Their new state.
 */
state: ConversationState, };

export type ConversationView = { 
/**
 * Its number.
 */
id: ConversationId, 
/**
 * The account it came to.
 */
account: AccountId, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * Whether it is practice.
 */
practice: boolean, 
/**
 * How it began.
 */
kind: ConversationKind, 
/**
 * Where it stands.
 */
state: ConversationState, 
/**
 * The other person (the last one who wrote).
 */
with: AuthorView, 
/**
 * Start of the last message, plain.
 */
snippet: string, 
/**
 * What it is about: the start of our post, or empty.
 */
about: string, 
/**
 * When the last message came.
 */
last_at: Timestamp, 
/**
 * Since when somebody waits for us; none when it is done.
 */
waiting_since: Timestamp | null, 
/**
 * By when it is to be answered; none when nobody waits.
 */
answer_by: AnswerBy | null, 
/**
 * Messages not read yet.
 */
unread: number, 
/**
 * A reply of ours is on its way or could not be sent.
 */
reply_pending: boolean, 
/**
 * Its label.
 */
label: Label | null, 
/**
 * Until when it is snoozed.
 */
snoozed_until: Timestamp | null, 
/**
 * A note on the conversation, numbers of cards and PINs covered. Empty: none.
 */
note: string, 
/**
 * Something is covered in the note.
 */
note_covered: boolean, 
/**
 * It is counted as a reference question.
 */
reference: boolean, 
/**
 * We answered it.
 */
answered: boolean, 
/**
 * How many other conversations were put into it.
 */
merged: number, 
/**
 * Their labels, each once.
 */
merged_labels: Array<Label>, 
/**
 * A message was changed after we answered it.
 */
edited_after_answer: boolean, };

export type ConversationsChangeInput = { 
/**
 * Which, at most a thousand.
 */
conversations: Array<ConversationId>, 
/**
 * What.
 */
change: ConversationChange, };

export type ConversationsChanged = { 
/**
 * When it was done.
 */
at: Timestamp, 
/**
 * How they were before. What is gone by now is not among them.
 */
before: Array<ConversationBefore>, };

export type Count = { 
/**
 * Units used.
 */
used: number, 
/**
 * Units allowed.
 */
max: number, 
/**
 * UTF-8 bytes used.
 */
bytes: number, 
/**
 * Whether it fits by every rule.
 */
fits: boolean, };

export type CountOutput = { 
/**
 * It.
 */
count: number, };

export type Counts = { 
/**
 * Replies.
 */
replies: number, 
/**
 * Boosts.
 */
boosts: number, 
/**
 * Likes.
 */
likes: number, };

export type Crop = { 
/**
 * Pixels left of it.
 */
x: number, 
/**
 * Pixels above it.
 */
y: number, 
/**
 * Its width.
 */
width: number, 
/**
 * Its height.
 */
height: number, };

export type CsvChoice = { 
/**
 * The table, read as it was previewed.
 */
file: CsvFile, 
/**
 * The lines on which the rows begin.
 */
lines: Array<number>, };

export type CsvDates = { 
/**
 * How they are read now. None: a person must say.
 */
day_first: boolean | null, 
/**
 * What speaks for it, in a sentence.
 */
words: string, };

export type CsvFile = { 
/**
 * Its bytes in base64.
 */
base64: string, 
/**
 * Whose columns it has. None: told by its first row.
 */
kind: CsvKind | null, 
/**
 * Whether `03/04/2027` is the third of April. None: guessed from rows that can only be one.
 */
day_first: boolean | null, 
/**
 * The time zone of rows that name none, IANA. None: the library's.
 */
zone: string | null, 
/**
 * The accounts of rows that name none.
 */
accounts: Array<AccountId>, };

export type CsvImported = { 
/**
 * The new drafts, in the order of the rows.
 */
drafts: Array<DraftId>, 
/**
 * How many rows were left out because the same post is here already.
 */
here: number, };

export type CsvKind = "own" | "hootsuite" | "buffer";

export type CsvPreview = { 
/**
 * Whose columns it has.
 */
kind: CsvKind, 
/**
 * The time zone of rows that name none.
 */
zone: string, 
/**
 * What is to be said about the whole file, a sentence each.
 */
notes: Array<string>, 
/**
 * Whether day and month could be mixed up, and how they are read. None: they cannot.
 */
dates: CsvDates | null, 
/**
 * Whether rows may name their accounts and zones.
 */
names_accounts: boolean, 
/**
 * Every row.
 */
rows: Array<CsvRow>, 
/**
 * How many can be kept.
 */
ready: number, 
/**
 * How many are here already.
 */
here: number, 
/**
 * How many cannot be kept.
 */
broken: number, };

export type CsvRow = { 
/**
 * The line of the file on which it begins.
 */
line: number, 
/**
 * The text, with its link.
 */
text: string, 
/**
 * Where it is meant to go.
 */
accounts: Array<AccountId>, 
/**
 * When it is to go out. None: no time is given, or it could not be read.
 */
at: Timestamp | null, 
/**
 * The same on the library's clock, for a person. Empty: none.
 */
words: string, 
/**
 * It must not go out after this moment.
 */
never_after: Timestamp | null, 
/**
 * What is to be said about it.
 */
findings: Array<Finding>, 
/**
 * Whether it can be kept.
 */
state: CsvRowState, };

export type CsvRowState = "ready" | "here" | "broken";

export type DeliveryDetails = { 
/**
 * It, with its whole log.
 */
view: DeliveryView, 
/**
 * The text as it goes out.
 */
text: string, 
/**
 * Content warning. Empty: none.
 */
content_warning: string, 
/**
 * Pictures, in order.
 */
pictures: Array<DeliveryPicture>, 
/**
 * Title of the link card that goes out with it.
 */
card: string | null, 
/**
 * Answers of the poll that goes out with it. Empty: no poll.
 */
answers: Array<string>, 
/**
 * Changes and deletions of it, newest first.
 */
changes: Array<DeliveryView>, };

export type DeliveryId = number;

export type DeliveryInput = { 
/**
 * It.
 */
delivery: DeliveryId, };

export type DeliveryKind = "post" | "edit" | "delete";

export type DeliveryPicture = { 
/**
 * Its bytes in the media folder.
 */
hash: MediaHash, 
/**
 * Its description. Empty: none.
 */
description: string, };

export type DeliveryState = { "state": "planned", 
/**
 * When it is due.
 */
at: Timestamp, } | { "state": "due" } | { "state": "sending", 
/**
 * Since when.
 */
since: Timestamp, } | { "state": "sent", 
/**
 * When it was settled.
 */
at: Timestamp, 
/**
 * Where it is. An empty id: a person said that it is there, and nobody knows under which.
 */
published: Published, 
/**
 * When it was deleted there at our wish.
 */
deleted_at?: Timestamp, } | { "state": "retry", 
/**
 * When.
 */
at: Timestamp, 
/**
 * Why the last attempt failed.
 */
why: Failure, } | { "state": "failed", 
/**
 * Why.
 */
why: Failure, } | { "state": "in_doubt", 
/**
 * Since when.
 */
since: Timestamp, 
/**
 * Why.
 */
why: Failure, 
/**
 * The platform could not tell either: a person must look.
 */
ask: boolean, 
/**
 * When the platform is asked next.
 */
next_look_at: Timestamp, } | { "state": "missed", 
/**
 * When it was due.
 */
due_at: Timestamp, 
/**
 * Why it did not go out by itself.
 */
why: MissedWhy, } | { "state": "held", 
/**
 * When the platform sends it.
 */
at: Timestamp, 
/**
 * The platform's id for it. Empty: not known.
 */
remote_id: string, 
/**
 * How far it has come there.
 */
stage: HeldStage, } | { "state": "cancelled" };

export type DeliveryView = { 
/**
 * Its number.
 */
id: DeliveryId, 
/**
 * The draft.
 */
draft: DraftId, 
/**
 * The account.
 */
account: AccountId, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * Whether it is practice.
 */
practice: boolean, 
/**
 * Whether only those it is written to may read it.
 */
private: boolean, 
/**
 * First line of the text.
 */
title: string, 
/**
 * Where it stands.
 */
state: DeliveryState, 
/**
 * Number of tries.
 */
attempts: number, 
/**
 * The last few tries.
 */
log: Array<Attempt>, 
/**
 * When it was queued.
 */
queued_at: Timestamp, 
/**
 * Whether the platform lets us delete it once sent.
 */
can_delete: boolean, 
/**
 * It was planned for a time.
 */
scheduled: boolean, 
/**
 * When it is or was to go out.
 */
due_at: Timestamp, 
/**
 * When it was sent, stopped, missed or given up; none: it still goes on by itself.
 */
settled_at: Timestamp | null, 
/**
 * Its account has a text of its own.
 */
own_text: boolean, 
/**
 * It must not go out after this moment.
 */
never_after: Timestamp | null, 
/**
 * When it is tried next by itself; of what was sent: when it is read back next.
 */
next_at: Timestamp | null, 
/**
 * Which part of a thread it is.
 */
thread: ThreadView | null, 
/**
 * What it does.
 */
kind: DeliveryKind, 
/**
 * What it changes or deletes.
 */
of: DeliveryId | null, 
/**
 * Whether what was sent can be changed on the platform.
 */
can_edit: boolean, 
/**
 * What came of reading it back; none: not tried yet, or there is nothing to read back.
 */
proof: Proof | null, 
/**
 * Its platform holds posts until their time, and this is why it does not hold this one.
 */
kept_here: string | null, };

export type Density = "comfortable" | "compact";

export type DeskState = { "state": "opening" } | { "state": "ready", 
/**
 * Program version.
 */
version: string, 
/**
 * Whether this start found and settled work that a crash had interrupted.
 */
recovered: boolean, } | { "state": "trouble", 
/**
 * Why.
 */
trouble: Trouble, };

export type Difference = { 
/**
 * Whether it stayed.
 */
kind: DifferenceKind, 
/**
 * The text.
 */
text: string, };

export type DifferenceKind = "same" | "gone" | "new";

export type DisposalGroup = { 
/**
 * The category.
 */
category: RecordCategory, 
/**
 * Its records, oldest first.
 */
records: Array<RecordView>, };

export type DisposalList = { 
/**
 * By category.
 */
groups: Array<DisposalGroup>, 
/**
 * How many would be due but are held.
 */
held: number, 
/**
 * More are due than are shown.
 */
more: boolean, };

export type DisposeInput = { 
/**
 * All of the list that was looked at.
 */
records: Array<RecordId>, 
/**
 * Who does it.
 */
by: string, };

export type DoneOutput = { 
/**
 * It did; false: the person changed their mind.
 */
done: boolean, };

export type Draft = { 
/**
 * Its number.
 */
id: DraftId, 
/**
 * Grows with every save; a save with an older one is refused as stale, and nothing is lost.
 */
revision: number, 
/**
 * The text.
 */
text: string, 
/**
 * What accounts say instead of it, where they do.
 */
versions: Array<DraftVersion>, 
/**
 * Whether it becomes a thread where it is too long.
 */
thread: Threading, 
/**
 * A poll that goes with it.
 */
poll: Poll | null, 
/**
 * BCP 47 tag. Empty: the library's language.
 */
language: string, 
/**
 * Content warning. Empty: none.
 */
content_warning: string, 
/**
 * Who may see it.
 */
visibility: Visibility, 
/**
 * Accounts it is meant for.
 */
targets: Array<AccountId>, 
/**
 * Pictures, in order.
 */
media: Array<DraftMedia>, 
/**
 * When it is to go out.
 */
when: When, 
/**
 * It must not go out after this moment.
 */
never_after: Timestamp | null, 
/**
 * The message it answers, when it is a reply.
 */
answers: MessageId | null, 
/**
 * The conversation it belongs to, when it is a reply.
 */
conversation: ConversationId | null, 
/**
 * The post it shares with a note, when it does.
 */
shares: PostId | null, 
/**
 * What was published and is changed by it, when it is a change.
 */
edits: DeliveryId | null, 
/**
 * When it was begun.
 */
created_at: Timestamp, 
/**
 * When it was last saved.
 */
updated_at: Timestamp, 
/**
 * Set once it was queued; it is then shown among what was sent.
 */
queued_at: Timestamp | null, 
/**
 * What it is for.
 */
role: DraftRole, 
/**
 * What a template is called. Empty: a draft.
 */
name: string, 
/**
 * The series it belongs to: as its pattern, or as one of its occurrences.
 */
series: SeriesId | null, 
/**
 * The time of the occurrence it is.
 */
occurrence_at: Timestamp | null, };

export type DraftDifference = { 
/**
 * The text, from then to now.
 */
text: Array<Difference>, 
/**
 * What else differs, a sentence each.
 */
besides: Array<string>, };

export type DraftId = number;

export type DraftInput = { 
/**
 * It.
 */
draft: DraftId, };

export type DraftMedia = { 
/**
 * Its bytes.
 */
hash: MediaHash, 
/**
 * Media type.
 */
mime: string, 
/**
 * File name it came with.
 */
name: string, 
/**
 * Description for people who cannot see it.
 */
description: string, 
/**
 * Marked as decoration that needs no description.
 */
decorative: boolean, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, 
/**
 * Size in bytes.
 */
bytes: number, 
/**
 * Why it needs no description, where it is marked as decoration.
 */
decorative_why: string, 
/**
 * What it was made from, where it was turned or cut.
 */
original: Original | null, 
/**
 * What should stay in view where others cut it.
 */
focus: Focus | null, 
/**
 * Whether it moves.
 */
moving: Moving, 
/**
 * What it has as a video; none: it is a picture.
 */
video: Video | null, };

export type DraftNewInput = { 
/**
 * First text.
 */
text: string, 
/**
 * A post to share with a note.
 */
shares: PostId | null, 
/**
 * A post of a feed to answer.
 */
answers: PostId | null, };

export type DraftPreview = { 
/**
 * Per account.
 */
targets: Array<TargetPreview>, 
/**
 * What the checks say for all.
 */
findings: Array<Finding>, 
/**
 * Card of the first link of the common text, once it was fetched.
 */
card: CardView | null, };

export type DraftRevision = { 
/**
 * Its number.
 */
id: RevisionId, 
/**
 * When it was written.
 */
at: Timestamp, 
/**
 * Why it was kept.
 */
why: RevisionWhy, 
/**
 * First line.
 */
title: string, 
/**
 * What changed since the one before it, in words.
 */
changed: string, };

export type DraftRole = "draft" | "template" | "pattern";

export type DraftSave = { 
/**
 * The draft.
 */
id: DraftId, 
/**
 * The revision this was typed on.
 */
revision: number, 
/**
 * The text.
 */
text: string, 
/**
 * What accounts say instead of it, where they do.
 */
versions: Array<DraftVersion>, 
/**
 * Whether it becomes a thread where it is too long.
 */
thread: Threading, 
/**
 * A poll that goes with it.
 */
poll: Poll | null, 
/**
 * BCP 47 tag.
 */
language: string, 
/**
 * Content warning.
 */
content_warning: string, 
/**
 * Who may see it.
 */
visibility: Visibility, 
/**
 * Accounts it is meant for.
 */
targets: Array<AccountId>, 
/**
 * Pictures, in order, with their descriptions.
 */
media: Array<DraftMedia>, 
/**
 * When it is to go out.
 */
when: When, 
/**
 * It must not go out after this moment.
 */
never_after: Timestamp | null, };

export type DraftSummary = { 
/**
 * Its number.
 */
id: DraftId, 
/**
 * First line.
 */
title: string, 
/**
 * Accounts it is meant for.
 */
targets: Array<AccountId>, 
/**
 * Number of pictures.
 */
pictures: number, 
/**
 * When it was last saved.
 */
updated_at: Timestamp, 
/**
 * Whether it is a reply.
 */
reply: boolean, 
/**
 * Whether it changes what was published.
 */
edits: boolean, };

export type DraftVersion = { 
/**
 * The account.
 */
account: AccountId, 
/**
 * Its text.
 */
text: string, };

export type Effect = "none" | "maybe";

export type EmergencyAbout = { 
/**
 * The message.
 */
message: MessageId, 
/**
 * Who wrote it.
 */
name: string, 
/**
 * Their handle.
 */
person: string, 
/**
 * What they wrote, with what is confidential covered.
 */
text: string, 
/**
 * How many pictures it has.
 */
pictures: number, 
/**
 * Its page on the platform.
 */
url: string | null, 
/**
 * The number of the emergency services. Empty: not told.
 */
number: string, 
/**
 * To whom it can be reported from here; none: the platform takes no reports from here.
 */
reports_to: ReportsTo | null, 
/**
 * The copy; none: nothing was kept yet.
 */
kept: EmergencyKept | null, 
/**
 * The report of it; none: it was not reported.
 */
report: EmergencyReport | null, };

export type EmergencyId = number;

export type EmergencyKeep = { 
/**
 * The message.
 */
message: MessageId, 
/**
 * What the emergency is.
 */
kind: EmergencyKind, 
/**
 * It is kept although a picture of it cannot be copied.
 */
without_pictures: boolean, };

export type EmergencyKept = { 
/**
 * Its number among the emergencies.
 */
id: EmergencyId, 
/**
 * What the emergency is.
 */
kind: EmergencyKind, 
/**
 * The record with the copy.
 */
record: RecordId, 
/**
 * When it was kept.
 */
at: Timestamp, 
/**
 * The message was changed since, or the copy was disposed of: it can be kept once more.
 */
outdated: boolean, };

export type EmergencyKind = "threat" | "child" | "private";

export type EmergencyReport = { 
/**
 * Where it stands.
 */
stand: ReportStand, 
/**
 * Since when.
 */
at: Timestamp, 
/**
 * What the platform said. Empty: nothing.
 */
answer: string, };

export type EmergencyReportInput = { 
/**
 * The message.
 */
message: MessageId, 
/**
 * A person wants it although an earlier report may have arrived.
 */
again: boolean, };

export type EmojiInput = { 
/**
 * They; empty: all emoji.
 */
words: string, };

export type EmojiView = { 
/**
 * It.
 */
emoji: string, 
/**
 * What a screen reader says.
 */
name: string, 
/**
 * The heading it stands under.
 */
group: string, };

export type Ends = { "kind": "never" } | { "kind": "on", 
/**
 * The last day it may come, for example `2026-12-18`.
 */
date: string, } | { "kind": "after", 
/**
 * How many.
 */
times: number, };

export type EntryAccount = { 
/**
 * It.
 */
account: AccountId, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * What people know it by.
 */
label: string, 
/**
 * Where its delivery stands, in words.
 */
state: string, };

export type EntryActions = { 
/**
 * It can be given another time.
 */
shift: boolean, 
/**
 * It can be copied to another time.
 */
copy: boolean, 
/**
 * It can be sent at once.
 */
send_now: boolean, 
/**
 * It can be dropped: stopped, or deleted where it is a draft.
 */
discard: boolean, };

export type EntryKind = "failed" | "in_doubt" | "missed" | "under_way" | "planned" | "draft" | "sent";

export type EvergreenInput = { 
/**
 * The shelf.
 */
series: SeriesId, 
/**
 * The draft.
 */
draft: DraftId, };

export type ExportFile = { 
/**
 * A name for it.
 */
name: string, 
/**
 * What stands in it.
 */
text: string, 
/**
 * How many posts.
 */
posts: number, };

export type ExportRange = { 
/**
 * The first, `2026-11-23`, on the library's clock.
 */
from: string, 
/**
 * The last.
 */
until: string, };

export type Failure = { 
/**
 * Whether the platform may have acted.
 */
effect: Effect, 
/**
 * Plain words for a person: the platform's own where it gave any. Never holds a credential.
 */
words: string, } & ({ "kind": "sign_in_needed" } | { "kind": "permission" } | { "kind": "rate_limited", 
/**
 * When to try again, where the platform said so.
 */
until: Timestamp | null, } | { "kind": "quota_spent" } | { "kind": "rejected", 
/**
 * The field at fault, where known.
 */
field: string | null, 
/**
 * The limit that was passed, where known.
 */
limit: number | null, } | { "kind": "policy_refused", 
/**
 * The platform's words.
 */
words: string, } | { "kind": "gone" } | { "kind": "conflict" } | { "kind": "version_sunset" } | { "kind": "unreachable" } | { "kind": "server" });

export type FeedPage = { 
/**
 * The posts.
 */
posts: Array<PostView>, 
/**
 * Gaps that fall within this page.
 */
gaps: Array<Gap>, 
/**
 * Whether older posts are stored.
 */
more: boolean, };

export type FeedQuery = { 
/**
 * Only these accounts.
 */
accounts: Array<AccountId>, 
/**
 * Only this platform.
 */
platform: PlatformKey | null, 
/**
 * Only accounts in this group.
 */
group: string | null, 
/**
 * Only posts with these words (prefix search).
 */
words: string, 
/**
 * Leave out boosts.
 */
hide_boosts: boolean, 
/**
 * Leave out answers to others.
 */
hide_replies: boolean, 
/**
 * Only posts with something attached.
 */
only_media: boolean, 
/**
 * Posts older than this one; none: from the top.
 */
before: PostId | null, 
/**
 * Posts newer than this one, oldest of them first in time but still returned newest first; none: no bound.
 */
after: PostId | null, 
/**
 * At most this many; 0 means 50; 200 at most.
 */
limit: number, };

export type Field = { 
/**
 * Its name in the answer.
 */
name: string, 
/**
 * Label.
 */
label: string, 
/**
 * One line of help below it. May be empty.
 */
help: string, 
/**
 * What kind it is.
 */
kind: FieldKind, 
/**
 * Whether it may stay empty.
 */
optional: boolean, 
/**
 * What it holds at first.
 */
value: string, 
/**
 * Value and label of each choice.
 */
options: Array<[string, string]>, };

export type FieldKind = "text" | "address" | "password" | "choice";

export type FillInput = { 
/**
 * It.
 */
text: string, 
/**
 * The draft it stands in: filled in for the day on which that goes out; none: today.
 */
draft: DraftId | null, };

export type FilledReply = { 
/**
 * The text, with everything filled in that is known.
 */
text: string, 
/**
 * What stands in braces still, and must be written by hand.
 */
blanks: Array<string>, 
/**
 * When its facts were confirmed last.
 */
confirmed_at: Timestamp | null, 
/**
 * Nobody made sure for so long that one should before it is sent.
 */
stale: boolean, };

export type Finding = { 
/**
 * Stable name of the check, for example `length` or `picture_description`.
 */
check: string, 
/**
 * How much it matters.
 */
level: Level, 
/**
 * One plain sentence.
 */
words: string, 
/**
 * Where in the text, if anywhere.
 */
at: Span | null, 
/**
 * Why it matters, in a sentence or two. Empty: the sentence says it.
 */
why: string, 
/**
 * One change that mends it, where there is one.
 */
fix: Fix | null, };

export type Fix = { "kind": "replace", 
/**
 * What the button says, for example "Write it as #StoryTime".
 */
label: string, 
/**
 * What goes.
 */
at: Span, 
/**
 * What comes.
 */
with: string, } | { "kind": "describe", 
/**
 * What the button says.
 */
label: string, 
/**
 * Which picture, from 0.
 */
picture: number, } | { "kind": "open_picture", 
/**
 * What the button says.
 */
label: string, 
/**
 * Which picture, from 0.
 */
picture: number, } | { "kind": "thread", 
/**
 * What the button says.
 */
label: string, } | { "kind": "untick", 
/**
 * What the button says.
 */
label: string, };

export type Focus = { 
/**
 * From the left.
 */
x: number, 
/**
 * From the top.
 */
y: number, };

export type Gap = { 
/**
 * Its number.
 */
id: GapId, 
/**
 * Whose feed has it.
 */
account: AccountId, 
/**
 * It lies below (older than) this moment …
 */
newer_at: Timestamp, 
/**
 * … and above this one.
 */
older_at: Timestamp, 
/**
 * Whether it is being filled now.
 */
filling: boolean, };

export type GapId = number;

export type GapInput = { 
/**
 * It.
 */
gap: GapId, };

export type GroupView = { 
/**
 * Its name.
 */
name: string, 
/**
 * How many accounts are in it.
 */
accounts: number, };

export type HeldStage = { "is": "handing_over" } | { "is": "asking", 
/**
 * Since when.
 */
since: Timestamp, 
/**
 * Why.
 */
why: Failure, 
/**
 * The platform cannot tell either: a person must look.
 */
ask: boolean, } | { "is": "waiting" } | { "is": "wished", 
/**
 * What.
 */
wish: HeldWish, 
/**
 * Since when.
 */
since: Timestamp, 
/**
 * Why the platform could not be told so far. Empty: nothing went wrong.
 */
trouble: string, };

export type HeldWish = { "wish": "back" } | { "wish": "stop" } | { "wish": "send_now", 
/**
 * Even after the moment it must not go out after.
 */
anyway: boolean, } | { "wish": "move", 
/**
 * When.
 */
at: Timestamp, 
/**
 * It must not go out after this moment.
 */
never_after: Timestamp | null, 
/**
 * The platform does not move it, so it is taken back first.
 */
by_taking_back: boolean, };

export type HiddenId = number;

export type HiddenInput = { 
/**
 * It.
 */
hidden: HiddenId, };

export type HiddenItem = { 
/**
 * It, and where it stands.
 */
hidden: HiddenView, 
/**
 * When a person hid it.
 */
since: Timestamp, 
/**
 * The account it was written to.
 */
account: AccountId, 
/**
 * The account's name.
 */
handle: string, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * Who wrote it. Empty: its record was disposed of.
 */
author: string, 
/**
 * How it begins, with what is confidential covered. Empty: without words, or its record was disposed of.
 */
snippet: string, 
/**
 * The words at issue, covered alike.
 */
quoted: string, 
/**
 * Who else agreed. Empty: nobody was asked.
 */
agreed: string, 
/**
 * Its page on the platform.
 */
url: string | null, 
/**
 * The record with its copy.
 */
record: RecordId, 
/**
 * The conversation it stands in, where it is here still.
 */
conversation: ConversationId | null, };

export type HiddenPage = { 
/**
 * They.
 */
items: Array<HiddenItem>, 
/**
 * Where the next page begins; none: that was all.
 */
next: HiddenId | null, 
/**
 * How many there are of this query.
 */
count: number, };

export type HiddenQuery = { 
/**
 * With all of these words, in the message or in what was noted. Empty: any.
 */
words: string, 
/**
 * Under this clause, by its code. Empty: under any.
 */
clause: string, 
/**
 * Only those that are hidden now, or may be.
 */
still: boolean, 
/**
 * Older than this one; none: from the newest.
 */
before: HiddenId | null, };

export type HiddenStand = "hiding" | "hidden" | "restoring" | "restored" | "refused";

export type HiddenView = { 
/**
 * Its number.
 */
id: HiddenId, 
/**
 * Where it stands.
 */
stand: HiddenStand, 
/**
 * What the clause is called.
 */
clause: string, 
/**
 * Since when it stands there.
 */
at: Timestamp, };

export type HideAsked = { 
/**
 * The message.
 */
message: MessageId, 
/**
 * The one clause of the policy.
 */
clause: ClauseId, 
/**
 * The words at issue, as they stand in the message.
 */
quoted: string, 
/**
 * What the person notes. Empty: nothing.
 */
note: string, 
/**
 * The note is kept although it tells the number of a card or a PIN.
 */
note_sure: boolean, 
/**
 * It is hidden although a picture of it cannot be copied.
 */
without_pictures: boolean, 
/**
 * Who else agreed. Must be given where the library asks for a second person.
 */
agreed: string, };

export type HideDone = { 
/**
 * It.
 */
hidden: HiddenView, 
/**
 * A ready answer that says why it is hidden and where one asks for a second look. It repeats nothing of it.
 */
notice: string, };

export type HoldBeginInput = { 
/**
 * Why.
 */
reason: string, 
/**
 * Only this account; none: all.
 */
account: AccountId | null, 
/**
 * Not before this moment.
 */
from: Timestamp | null, 
/**
 * Before this moment.
 */
until: Timestamp | null, };

export type HoldEndInput = { 
/**
 * It.
 */
hold: HoldId, 
/**
 * Why.
 */
reason: string, };

export type HoldId = number;

export type Identity = { 
/**
 * Its number.
 */
id: IdentityId, 
/**
 * Library or person.
 */
kind: IdentityKind, 
/**
 * Its name, as shown on the badge.
 */
name: string, 
/**
 * Badge colour as `#rrggbb`.
 */
colour: string, };

export type IdentityId = number;

export type IdentityKind = "library" | "personal";

export type ImportInput = { 
/**
 * The file's text.
 */
text: string, };

export type ImportOutcome = { 
/**
 * Feeds added.
 */
added: number, 
/**
 * Feeds that were here already.
 */
already: number, 
/**
 * Feeds that could not be added: title or address, and why.
 */
failed: Array<[string, string]>, };

export type InboxView = { 
/**
 * Its number; 0: a new one.
 */
id: InboxViewId, 
/**
 * Its name.
 */
name: string, 
/**
 * What it shows.
 */
query: ConversationQuery, };

export type InboxViewId = number;

export type InboxViewInput = { 
/**
 * Which.
 */
view: InboxViewId, };

export type InboxViewsInput = { 
/**
 * All of them.
 */
views: Array<InboxViewId>, };

export type Label = "question" | "account" | "complaint" | "praise" | "book_challenge" | "media" | "spam" | "safety" | "other";

export type LegalHold = { 
/**
 * Its number.
 */
id: HoldId, 
/**
 * Why.
 */
reason: string, 
/**
 * Only this account; none: all.
 */
account: AccountId | null, 
/**
 * Not before this moment.
 */
from: Timestamp | null, 
/**
 * Before this moment.
 */
until: Timestamp | null, 
/**
 * When it began.
 */
begun_at: Timestamp, 
/**
 * When it ended; none: it holds.
 */
ended_at: Timestamp | null, };

export type Level = "tell" | "warn" | "stop";

export type Limits = { 
/**
 * Most units of text in a post.
 */
text_max: number, 
/**
 * What a unit is.
 */
text_unit: TextUnit, 
/**
 * Most UTF-8 bytes, where there is such a limit.
 */
text_max_bytes: number | null, 
/**
 * What every link counts as, whatever its length; none: its own length.
 */
link_weight: number | null, 
/**
 * Whether a mention of a person elsewhere (`@name@host`) counts only its `@name`.
 */
mention_local_part_only: boolean, 
/**
 * Whether the content warning counts too.
 */
warning_counts: boolean, 
/**
 * Most pictures in a post.
 */
pictures_max: number, 
/**
 * Largest picture in bytes.
 */
picture_max_bytes: number, 
/**
 * Most pixels in a picture, where there is such a limit.
 */
picture_max_pixels: number | null, 
/**
 * Most units in a picture's description.
 */
description_max: number, 
/**
 * Whether a post without a picture is refused.
 */
picture_required: boolean, 
/**
 * Picture types it takes, as media types.
 */
picture_types: Array<string>, 
/**
 * Visibilities it offers, the usual one first.
 */
visibilities: Array<Visibility>, 
/**
 * Whether it takes a content warning.
 */
content_warning: boolean, 
/**
 * What it takes of polls; none: it has no polls.
 */
poll: PollLimits | null, 
/**
 * What it takes of videos; none: it takes none from us.
 */
video: VideoLimits | null, };

export type LineState = { 
/**
 * Whether the last exchanges failed for want of a line: none of several servers was reached.
 */
offline: boolean, 
/**
 * The only server that is called, where it was not reached: nobody can tell then whether there is a line.
 */
silent: string | null, 
/**
 * Deliveries being sent now or due.
 */
sending: number, 
/**
 * Deliveries that need a person.
 */
needs_you: number, 
/**
 * Accounts that are not well.
 */
unwell: number, 
/**
 * When every account was last up to date; none: never.
 */
up_to_date_at: Timestamp | null, 
/**
 * Whether anything is being fetched now.
 */
fetching: boolean, };

export type LinkInput = { 
/**
 * `https:` or `mailto:`.
 */
url: string, };

export type LogCheck = { 
/**
 * Records looked at.
 */
records: number, 
/**
 * The first one that is not as it was written; none: all are.
 */
bad: RecordId | null, 
/**
 * What is wrong with it. Empty: nothing.
 */
words: string, 
/**
 * The last hash of the log.
 */
head: string, };

export type MediaHash = string;

export type MediaKind = "picture" | "video" | "audio" | "other";

export type MendAt = { "kind": "draft", 
/**
 * It.
 */
draft: DraftId, } | { "kind": "delivery", 
/**
 * It.
 */
delivery: DeliveryId, } | { "kind": "accounts" } | { "kind": "outbox" } | { "kind": "settings" };

export type MessageBefore = { 
/**
 * Its text then, plain.
 */
text: string, 
/**
 * When it was seen to be changed.
 */
until: Timestamp, 
/**
 * We had answered by then.
 */
answered: boolean, };

export type MessageId = number;

export type MessageInput = { 
/**
 * It.
 */
message: MessageId, };

export type MessageModeration = { 
/**
 * What hiding does there, in plain words; none: this message cannot be hidden there.
 */
hides: string | null, 
/**
 * What was done last; none: nothing ever was.
 */
hidden: HiddenView | null, 
/**
 * Whoever wrote it can be blocked there.
 */
blocks: boolean, };

export type MessagePage = { 
/**
 * The messages, oldest first.
 */
messages: Array<MessageView>, 
/**
 * Whether there are earlier ones.
 */
more: boolean, };

export type MessageView = { 
/**
 * Its number; none for a reply of ours that the platform has not given back yet.
 */
id: MessageId | null, 
/**
 * Who wrote it.
 */
author: AuthorView, 
/**
 * Whether we wrote it.
 */
ours: boolean, 
/**
 * Whether it is only context (neither ours nor to us).
 */
context: boolean, 
/**
 * Sanitised HTML.
 */
html: string, 
/**
 * Plain text.
 */
text: string, 
/**
 * When it was written.
 */
created_at: Timestamp, 
/**
 * Its page.
 */
url: string | null, 
/**
 * Who may see it.
 */
visibility: Visibility, 
/**
 * Content warning. Empty: none.
 */
content_warning: string, 
/**
 * What is attached.
 */
media: Array<PictureView>, 
/**
 * Its link card.
 */
card: CardView | null, 
/**
 * What it said before it was changed, newest first.
 */
earlier: Array<MessageBefore>, 
/**
 * Our reply's delivery while it is under way, failed or in doubt.
 */
delivery: DeliveryView | null, 
/**
 * Kinds of details in it that are covered: it is shown in full when a person asks. Empty: none.
 */
covered: Array<string>, 
/**
 * The post that it answers was deleted.
 */
answers_deleted: boolean, 
/**
 * What can be done about it on its platform; none: nothing.
 */
moderation: MessageModeration | null, };

export type MissedWhy = "late" | "never_after" | "not_there" | "answered";

export type Moment = { 
/**
 * The moment.
 */
at: Timestamp, 
/**
 * The second one, where it comes twice.
 */
again_at: Timestamp | null, 
/**
 * How it stands to the library's clock.
 */
clock: WallClock, 
/**
 * The library's wall clock at the moment, `2026-11-26T09:00`.
 */
local: string, 
/**
 * For a person, with the zone: "Thursday 26 November 2026, 9:00 (EST)".
 */
words: string, 
/**
 * What is special about it, in a sentence. Empty: nothing.
 */
note: string, };

export type MomentInput = { 
/**
 * It, for example `2026-11-26T09:00`.
 */
local: string, 
/**
 * Something of ours is planned for it, so that it is not far away.
 */
plans: boolean, };

export type MoveInput = { 
/**
 * It.
 */
delivery: DeliveryId, 
/**
 * When it is to go out.
 */
at: Timestamp, 
/**
 * It must not go out after this moment.
 */
never_after: Timestamp | null, };

export type Moving = "still" | "moves" | "stopped" | "stops_there";

export type Mute = { 
/**
 * Its number.
 */
id: MuteId, 
/**
 * What it matches.
 */
kind: MuteKind, 
/**
 * The words, or the author's platform id.
 */
value: string, 
/**
 * What to show in the list of mutes.
 */
label: string, 
/**
 * When it ends by itself.
 */
until: Timestamp | null, };

export type MuteAddInput = { 
/**
 * What it matches.
 */
kind: MuteKind, 
/**
 * The words; for an author, the number of any of their posts as text.
 */
value: string, 
/**
 * Days until it ends by itself; none: never.
 */
days: number | null, };

export type MuteId = number;

export type MuteInput = { 
/**
 * It.
 */
mute: MuteId, };

export type MuteKind = "words" | "author";

export type NewCountInput = { 
/**
 * The view.
 */
query: FeedQuery, 
/**
 * The newest post on screen.
 */
after: PostId, };

export type Nothing = Record<symbol, never>;

export type NoticeOpens = { "place": "conversation", 
/**
 * Which.
 */
conversation: ConversationId, } | { "place": "inbox" } | { "place": "outbox" } | { "place": "accounts" } | { "place": "today" } | { "place": "write" };

export type NoticeSettings = { 
/**
 * New messages.
 */
messages: boolean, 
/**
 * Posts that did not go out.
 */
deliveries: boolean, 
/**
 * Sign-ins that lapsed.
 */
sign_ins: boolean, 
/**
 * Accounts whose messages are not told.
 */
silent_accounts: Array<AccountId>, 
/**
 * Labels whose conversations are not told.
 */
silent_labels: Array<Label>, 
/**
 * Outside of opening hours only what is urgent is told; the rest waits until the library opens.
 */
quiet_when_closed: boolean, 
/**
 * A summary once a day.
 */
summary: boolean, 
/**
 * When, in minutes after midnight on the library's clock; none: when the library opens.
 */
summary_at: number | null, 
/**
 * Whether the first words of a message are shown, with what is personal masked.
 */
show_words: boolean, };

export type NoticeWays = { 
/**
 * Lectern's icon stands in the tray.
 */
tray: boolean, };

export type OccurrenceAcceptInput = { 
/**
 * Its series.
 */
series: SeriesId, 
/**
 * Its time.
 */
at: Timestamp, 
/**
 * The revision that was looked at: a newer one is refused as stale.
 */
revision: number, 
/**
 * A personal account may speak.
 */
confirm_personal: boolean, };

export type OccurrenceSkipInput = { 
/**
 * Its series.
 */
series: SeriesId, 
/**
 * Its time.
 */
at: Timestamp, 
/**
 * False: it is taken in again.
 */
skip: boolean, };

export type OccurrenceState = "waiting" | "accepted" | "skipped" | "expired";

export type OccurrenceView = { 
/**
 * Its series.
 */
series: SeriesId, 
/**
 * The series' name.
 */
name: string, 
/**
 * Its time.
 */
at: Timestamp, 
/**
 * Its time for a person, with the zone.
 */
words: string, 
/**
 * Where it stands.
 */
state: OccurrenceState, 
/**
 * Its draft; none: it was not made, or is gone.
 */
draft: DraftId | null, 
/**
 * The draft's revision.
 */
revision: number, 
/**
 * First line of its text.
 */
title: string, 
/**
 * Its text.
 */
text: string, 
/**
 * Number of pictures.
 */
pictures: number, 
/**
 * Accounts it goes to.
 */
targets: Array<AccountId>, 
/**
 * Somebody changed it after it was made.
 */
changed: boolean, 
/**
 * What a person should know, in a sentence. Empty: nothing.
 */
note: string, };

export type OpenSpan = { 
/**
 * Minutes after midnight.
 */
opens: number, 
/**
 * Minutes after midnight, at most 1440.
 */
closes: number, };

export type OpeningHours = { 
/**
 * 1 = Monday … 7 = Sunday.
 */
weekday: number, 
/**
 * Minutes after midnight, library's zone.
 */
opens: number, 
/**
 * Minutes after midnight; above 1440 means the next day.
 */
closes: number, };

export type Original = { 
/**
 * Its bytes.
 */
hash: MediaHash, 
/**
 * Width in pixels.
 */
width: number, 
/**
 * Height in pixels.
 */
height: number, 
/**
 * Quarter turns clockwise, 0 to 3.
 */
turn: number, 
/**
 * The part that was taken after turning; none: all of it.
 */
crop: Crop | null, };

export type OutboxInput = { 
/**
 * Only those that need a person.
 */
needs_you: boolean, 
/**
 * At most this many.
 */
limit: number, };

export type OutboxPage = { 
/**
 * They.
 */
deliveries: Array<DeliveryView>, 
/**
 * Where the next page begins; none: that was all.
 */
next: DeliveryId | null, 
/**
 * How many need a person, of all.
 */
needs_you: number, 
/**
 * How many are on their way or wait for their time, of all.
 */
waiting: number, };

export type OutboxPageInput = { 
/**
 * Which.
 */
show: OutboxShow, 
/**
 * Words in them. Empty: all.
 */
words: string, 
/**
 * Where the page begins; none: at the newest.
 */
before: DeliveryId | null, 
/**
 * How many at most; 0: the usual number.
 */
limit: number, };

export type OutboxShow = "all" | "needs_you" | "waiting" | "sent";

export type Part = "feed" | "inbox" | "publish" | "like" | "boost" | "schedule" | "moderation";

export type PartPreview = { 
/**
 * Its text as it would be shown: sanitised HTML.
 */
html: string, 
/**
 * Length by the platform's rule.
 */
count: Count, };

export type PatternView = { 
/**
 * Its draft.
 */
draft: DraftId, 
/**
 * First line.
 */
title: string, 
/**
 * The last time for which it was proposed or accepted.
 */
last_at: Timestamp | null, 
/**
 * For how many times it was accepted.
 */
times: number, };

export type Pause = { 
/**
 * Since when.
 */
since: Timestamp, 
/**
 * Why, in the person's words.
 */
reason: string, 
/**
 * How many posts wait on their platforms for their time and could not be taken back yet. They go out all the same.
 */
held: number, };

export type PauseInput = { 
/**
 * Why, in the person's words.
 */
reason: string, };

export type PictureAddInput = { 
/**
 * The draft.
 */
draft: DraftId, 
/**
 * File name.
 */
name: string, 
/**
 * Its bytes in base64.
 */
base64: string, };

export type PictureEditInput = { 
/**
 * The draft.
 */
draft: DraftId, 
/**
 * The revision on screen: a newer one elsewhere is refused as stale.
 */
revision: number, 
/**
 * Which picture, from 0.
 */
at: number, 
/**
 * The part that is taken after turning; none: all of it.
 */
crop: Crop | null, 
/**
 * Quarter turns clockwise, 0 to 3.
 */
turn: number, 
/**
 * What should stay in view where others cut it.
 */
focus: Focus | null, };

export type PictureInput = { 
/**
 * It.
 */
picture: MediaHash, };

export type PictureRecord = { 
/**
 * The picture as it came.
 */
picture: MediaHash, 
/**
 * A person said that it shows people who can be recognised.
 */
shows_people: boolean, 
/**
 * The release, where one is noted.
 */
release: Release | null, };

export type PictureUsed = { 
/**
 * The draft.
 */
draft: DraftId, 
/**
 * First line of its text.
 */
title: string, 
/**
 * The delivery; none: it is a draft that was not sent.
 */
delivery: DeliveryId | null, 
/**
 * Where the delivery went.
 */
account: AccountId | null, 
/**
 * The account's handle. Empty: a draft.
 */
handle: string, 
/**
 * The account's platform.
 */
platform: PlatformKey | null, 
/**
 * Where the delivery stands.
 */
state: DeliveryState | null, 
/**
 * When it went out, is to go out, or (a draft) was last saved.
 */
at: Timestamp, 
/**
 * Its page, where it has one.
 */
url: string | null, };

export type PictureView = { 
/**
 * What it is.
 */
kind: MediaKind, 
/**
 * Cached preview, once it is here.
 */
preview: MediaHash | null, 
/**
 * Whether the preview is still being fetched (else it failed, or fetching is off).
 */
pending: boolean, 
/**
 * Description. Empty: none was given.
 */
description: string, 
/**
 * Width in pixels, where told.
 */
width: number | null, 
/**
 * Height in pixels, where told.
 */
height: number | null, 
/**
 * Address of the original, for the system browser.
 */
url: string, };

export type PlatformKey = string;

export type PlatformView = { 
/**
 * Its key.
 */
key: PlatformKey, 
/**
 * Its name as people write it.
 */
name: string, 
/**
 * One letter for its mark.
 */
letter: string, 
/**
 * The mark's colour as `#rrggbb`; white text on it has contrast of at least 4.5:1.
 */
colour: string, 
/**
 * One sentence: what it is for.
 */
about: string, 
/**
 * Honest notes on what it allows and what was not tried live.
 */
notes: Array<string>, 
/**
 * What it offers.
 */
parts: Array<Part>, 
/**
 * Whether it never leaves this computer.
 */
practice: boolean, 
/**
 * Whether its accounts are feeds one follows rather than sign-ins.
 */
subscription: boolean, };

export type Policy = { 
/**
 * Its clauses, in their order.
 */
clauses: Array<PolicyClause>, 
/**
 * Where somebody asks for a second look: an address or a page. Empty: not told yet.
 */
appeal: string, };

export type PolicyAppealInput = { 
/**
 * An address or a page. Empty: not told.
 */
appeal: string, };

export type PolicyClause = { 
/**
 * Its number; 0: a new one.
 */
id: ClauseId, 
/**
 * A short code that stays, such as `PII`. Empty for a new one: it is made from the label.
 */
code: string, 
/**
 * What it is called.
 */
label: string, 
/**
 * As it is posted.
 */
words: string, 
/**
 * It stands in the posted policy: nothing can be hidden under one that does not.
 */
posted: boolean, };

export type Poll = { 
/**
 * The answers, in order.
 */
options: Array<string>, 
/**
 * Whether one may choose several.
 */
several: boolean, 
/**
 * For how many seconds it is open.
 */
lasts_seconds: number, };

export type PollLimits = { 
/**
 * Most answers.
 */
options_max: number, 
/**
 * Most units of text in an answer.
 */
option_chars_max: number, 
/**
 * Shortest time it is open, in seconds.
 */
shortest_s: number, 
/**
 * Longest time it is open, in seconds.
 */
longest_s: number, 
/**
 * Whether a post may hold a poll and pictures.
 */
with_pictures: boolean, };

export type PositionInput = { 
/**
 * The view.
 */
view: string, 
/**
 * The topmost post on screen; none: at the top.
 */
post: PostId | null, };

export type PositionOutput = { 
/**
 * The post; none: at the top.
 */
post: PostId | null, };

export type PostId = number;

export type PostInput = { 
/**
 * It.
 */
post: PostId, };

export type PostSwitchInput = { 
/**
 * The post.
 */
post: PostId, 
/**
 * On or off.
 */
on: boolean, };

export type PostView = { 
/**
 * Its number.
 */
id: PostId, 
/**
 * The account it came through.
 */
account: AccountId, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * Whether it is practice.
 */
practice: boolean, 
/**
 * Who wrote it.
 */
author: AuthorView, 
/**
 * Who boosted it into the feed.
 */
boosted_by: AuthorView | null, 
/**
 * Title. Empty: none.
 */
title: string, 
/**
 * Sanitised HTML.
 */
html: string, 
/**
 * The same as plain text.
 */
text: string, 
/**
 * When it was written.
 */
created_at: Timestamp, 
/**
 * Its page.
 */
url: string | null, 
/**
 * BCP 47 tag.
 */
language: string | null, 
/**
 * Content warning. Empty: none.
 */
content_warning: string, 
/**
 * Who may see it.
 */
visibility: Visibility, 
/**
 * What is attached.
 */
media: Array<PictureView>, 
/**
 * Its link card.
 */
card: CardView | null, 
/**
 * Public counts.
 */
counts: Counts, 
/**
 * Whether the account liked it.
 */
liked: boolean, 
/**
 * Whether the account boosted it.
 */
boosted: boolean, 
/**
 * What can be done with it.
 */
parts: Array<Part>, };

export type PrivacyOverrule = { 
/**
 * When.
 */
at: Timestamp, 
/**
 * What was sent.
 */
draft: DraftId, 
/**
 * The account it went out by.
 */
account: AccountId, 
/**
 * The conversation it belongs to.
 */
conversation: ConversationId | null, 
/**
 * What the guard had found: names of its checks.
 */
checks: Array<string>, };

export type PrivacySettings = { 
/**
 * The four digits that stand second to fifth on its cards.
 */
card_prefixes: Array<string>, 
/**
 * Other formats of its cards.
 */
card_numbers: Array<CardNumbers>, 
/**
 * More of its telephone numbers.
 */
phones: Array<string>, 
/**
 * More of its street addresses.
 */
addresses: Array<string>, 
/**
 * More host names whose mail addresses are its own.
 */
domains: Array<string>, };

export type Problem = { 
/**
 * What the UI decides by.
 */
code: Code, 
/**
 * Plain words: what happened and what is safe. Shown as detail, never matched.
 */
message: string, 
/**
 * The input field at fault.
 */
field?: string, 
/**
 * When trying again makes sense.
 */
retryAfter?: Timestamp, };

export type Progress = { 
/**
 * Names it, to stop it.
 */
id: string, 
/**
 * What it is, in plain words.
 */
words: string, 
/**
 * Done so far.
 */
done: number, 
/**
 * Of how many; none: not known.
 */
of: number | null, 
/**
 * Whether it can be stopped.
 */
stoppable: boolean, };

export type ProgressInput = { 
/**
 * Its id.
 */
id: string, };

export type Proof = { "proof": "waiting", 
/**
 * Tries that count so far.
 */
tries: number, 
/**
 * Why not, in plain words.
 */
words: string, } | { "proof": "read", 
/**
 * When.
 */
at: Timestamp, 
/**
 * Tries so far. Platforms lag: where something differs it is looked at again a few times.
 */
tries: number, 
/**
 * What is there as it was sent.
 */
seen: Seen, 
/**
 * What is not.
 */
differences: Array<ProofDifference>, } | { "proof": "unread", 
/**
 * When it was last tried.
 */
at: Timestamp, 
/**
 * Why not, in plain words.
 */
words: string, };

export type ProofDifference = { 
/**
 * What.
 */
what: ProofPart, 
/**
 * As it was sent.
 */
ours: string, 
/**
 * As the platform shows it. Empty: it is not there.
 */
theirs: string, };

export type ProofPart = { "part": "text" } | { "part": "warning" } | { "part": "pictures" } | { "part": "description", 
/**
 * Which picture; the first is 1.
 */
picture: number, } | { "part": "card" } | { "part": "answers" } | { "part": "language" } | { "part": "visibility" };

export type Published = { 
/**
 * The platform's id for it.
 */
remote_id: string, 
/**
 * Its page, where it has one.
 */
url: string | null, };

export type QueueNext = { 
/**
 * The account.
 */
account: AccountId, 
/**
 * The time; none: its queue has no times, or none that is free within the years ahead.
 */
next: Moment | null, 
/**
 * How many times its week has.
 */
slots: number, };

export type QueueNextInput = { 
/**
 * The accounts.
 */
accounts: Array<AccountId>, };

export type QueueSlot = { 
/**
 * Whose.
 */
account: AccountId, 
/**
 * 1 = Monday … 7 = Sunday.
 */
weekday: number, 
/**
 * Minutes after midnight on the library's clock.
 */
minute_of_day: number, };

export type QueueSlotsInput = { 
/**
 * The account.
 */
account: AccountId, 
/**
 * All of its times.
 */
slots: Array<QueueSlot>, };

export type RecordAccount = { 
/**
 * The platform, as people call it.
 */
platform: string, 
/**
 * The account's name on it.
 */
handle: string, };

export type RecordBody = { 
/**
 * Random, so that what was disposed of cannot be guessed from its digest.
 */
salt: string, 
/**
 * The account; none: it concerns the log itself.
 */
account: RecordAccount | null, 
/**
 * The words in question.
 */
words: RecordWords, 
/**
 * What was there before: the message we answered, or our text before we changed it.
 */
context: Array<RecordWords>, 
/**
 * Why.
 */
reason: RecordReason, 
/**
 * Records that it is about.
 */
about: Array<RecordId>, 
/**
 * SHA-256 of the list of files that were handed out. Empty: none were.
 */
sealed: string, };

export type RecordCategory = { 
/**
 * Its key. Empty: a new one.
 */
key: string, 
/**
 * What it is called.
 */
label: string, 
/**
 * Years it is kept; none: for good.
 */
years: number | null, 
/**
 * The law, rule or decision that says so. Empty: none was given.
 */
authority: string, 
/**
 * A note.
 */
note: string, 
/**
 * How many records it has.
 */
records: number, };

export type RecordDetails = { 
/**
 * Its line.
 */
view: RecordView, 
/**
 * What it says; none: disposed of.
 */
body: RecordBody | null, 
/**
 * Its hash in the chain.
 */
hash: string, 
/**
 * Numbers of cards and PINs are covered in its note.
 */
note_covered: boolean, };

export type RecordFileInput = { 
/**
 * It.
 */
record: RecordId, 
/**
 * The key of the category.
 */
category: string, };

export type RecordId = number;

export type RecordInput = { 
/**
 * It.
 */
record: RecordId, };

export type RecordKind = "published" | "answered" | "changed" | "deleted" | "hidden" | "restored" | "removed" | "blocked" | "unblocked" | "preserved" | "reported" | "report_result" | "overruled" | "held" | "released" | "filed" | "disposed" | "exported";

export type RecordMedia = { 
/**
 * Its bytes in the media folder; none: they were not here when the record was written.
 */
hash: MediaHash | null, 
/**
 * Where it was. Empty: it was ours.
 */
url: string, 
/**
 * Its description. Empty: none.
 */
description: string, };

export type RecordPage = { 
/**
 * They.
 */
records: Array<RecordView>, 
/**
 * Where the next page begins; none: that was all.
 */
next: RecordId | null, 
/**
 * How many there are of this query.
 */
count: number, 
/**
 * How many there are in the whole log.
 */
all: number, };

export type RecordQuery = { 
/**
 * With all of these words. Empty: any.
 */
words: string, 
/**
 * Not before this moment.
 */
from: Timestamp | null, 
/**
 * Before this moment.
 */
until: Timestamp | null, 
/**
 * Of these accounts. Empty: of all.
 */
accounts: Array<AccountId>, 
/**
 * Of this category. Empty: of all.
 */
category: string, 
/**
 * Of these kinds. Empty: of all.
 */
kinds: Array<RecordKind>, 
/**
 * Older than this one; none: from the newest.
 */
before: RecordId | null, 
/**
 * How many at most; 0: the usual number.
 */
limit: number, };

export type RecordReason = { 
/**
 * The clause of the posted policy, or the authority. Empty: none.
 */
clause: string, 
/**
 * The words at issue. Empty: none.
 */
quoted: string, 
/**
 * What the person noted.
 */
note: string, 
/**
 * Who else agreed. Empty: nobody was asked. Then it is not written, so that older records stay what they are.
 */
agreed?: string, };

export type RecordView = { 
/**
 * Its number in the log.
 */
id: RecordId, 
/**
 * When it was written.
 */
at: Timestamp, 
/**
 * What happened.
 */
kind: RecordKind, 
/**
 * The key of its category.
 */
category: string, 
/**
 * The account; none: it concerns the log itself.
 */
account: AccountId | null, 
/**
 * Its platform.
 */
platform: PlatformKey | null, 
/**
 * The account's name.
 */
handle: string, 
/**
 * Who said it. Empty: we did.
 */
author: string, 
/**
 * How it begins. Empty: nothing was said.
 */
snippet: string, 
/**
 * It was meant for the people named in it only.
 */
private: boolean, 
/**
 * A legal hold keeps it.
 */
held: boolean, 
/**
 * When its time is over; none: it is kept for good.
 */
due_at: Timestamp | null, 
/**
 * When its content was disposed of.
 */
disposed_at: Timestamp | null, };

export type RecordWords = { 
/**
 * Who said it, as they call themselves. Empty: we did.
 */
author: string, 
/**
 * Their handle.
 */
handle: string, 
/**
 * The words.
 */
text: string, 
/**
 * Content warning. Empty: none.
 */
content_warning: string, 
/**
 * Who may see it.
 */
visibility: Visibility, 
/**
 * When it was written; none: when the record was.
 */
written_at: Timestamp | null, 
/**
 * The platform's id for it. Empty: not known.
 */
remote_id: string, 
/**
 * Its page.
 */
url: string | null, 
/**
 * Pictures, in order.
 */
media: Array<RecordMedia>, };

export type RecordsRequest = { 
/**
 * Who asked, or the number of the request. Empty: not told.
 */
name: string, 
/**
 * With all of these words. Empty: any.
 */
words: string, 
/**
 * Not before this moment.
 */
from: Timestamp | null, 
/**
 * Before this moment.
 */
until: Timestamp | null, 
/**
 * Of these accounts. Empty: of all.
 */
accounts: Array<AccountId>, 
/**
 * Private messages too.
 */
private: boolean, 
/**
 * Patrons' details are masked.
 */
mask: boolean, };

export type RecoverInput = { 
/**
 * Spaces, dashes and case do not matter.
 */
code: string, };

export type RecoveryCode = { 
/**
 * Groups of letters and digits, to print or save.
 */
groups: Array<string>, };

export type ReferenceMonth = { 
/**
 * The month on the library's clock, `2026-11`.
 */
month: string, 
/**
 * How many.
 */
count: number, };

export type Rehearsal = { 
/**
 * What would happen, in a sentence or two.
 */
sentence: string, 
/**
 * The zone all times are in.
 */
zone: string, 
/**
 * What to know about all of it.
 */
notes: Array<RehearsalNote>, 
/**
 * Every day looked at.
 */
days: Array<RehearsalDay>, 
/**
 * Every account that can publish.
 */
accounts: Array<RehearsalAccount>, 
/**
 * Posts that would go out.
 */
posts: number, 
/**
 * Posts that something stops or that need a second look.
 */
with_problems: number, };

export type RehearsalAccount = { 
/**
 * It.
 */
account: AccountId, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * What people know it by.
 */
label: string, 
/**
 * How many posts would go out by it.
 */
posts: number, 
/**
 * How many drafts with a time are meant for it. They do not go out by themselves.
 */
drafts: number, 
/**
 * What would go wrong.
 */
problems: Array<Finding>, };

export type RehearsalDay = { 
/**
 * `2026-11-23`.
 */
date: string, 
/**
 * "Monday 23 November".
 */
words: string, 
/**
 * When the library is open, in words. Empty: not told.
 */
open: string, 
/**
 * What would go out, by time.
 */
posts: Array<RehearsalPost>, };

export type RehearsalNote = { 
/**
 * How much it matters.
 */
level: Level, 
/**
 * In a sentence.
 */
words: string, 
/**
 * Where to mend it.
 */
mend: MendAt, };

export type RehearsalPost = { 
/**
 * The draft it is, or was queued from.
 */
draft: DraftId, 
/**
 * When.
 */
at: Timestamp, 
/**
 * "9:00".
 */
clock: string, 
/**
 * First line.
 */
title: string, 
/**
 * Whether it is scheduled. Else it is a draft with a time, and stays here.
 */
scheduled: boolean, 
/**
 * Where to.
 */
targets: Array<RehearsalTarget>, 
/**
 * What would go wrong, the worst first.
 */
problems: Array<Finding>, 
/**
 * Where to mend it.
 */
mend: MendAt, };

export type RehearsalQuery = { 
/**
 * Days, today being the first: 1 to 31; 0: 7.
 */
days: number, };

export type RehearsalTarget = { 
/**
 * It.
 */
account: AccountId, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * What people know it by.
 */
label: string, };

export type Release = { 
/**
 * How they agreed.
 */
kind: ReleaseKind, 
/**
 * Where the paper or the note is kept. Empty: nowhere; a signed one says where.
 */
where_filed: string, 
/**
 * The last day on which it holds, `2027-06-30`; none: it does not end.
 */
expires_on: string | null, };

export type ReleaseKind = "not_needed" | "announced" | "verbal" | "signed";

export type ReplyDraftInput = { 
/**
 * The conversation.
 */
conversation: ConversationId, 
/**
 * The message answered; none: the last of theirs.
 */
answers: MessageId | null, };

export type ReportStand = "doubt" | "reported" | "refused";

export type ReportsTo = { 
/**
 * Their name, as in "Report to …".
 */
name: string, 
/**
 * Who reads it and what they get, in plain words.
 */
does: string, };

export type RequestDone = { 
/**
 * False: the person changed their mind, and nothing was written.
 */
done: boolean, 
/**
 * Records in it.
 */
records: number, 
/**
 * The last hash of the log: who checks the file compares it.
 */
head: string, };

export type RequestPreview = { 
/**
 * Records.
 */
records: number, 
/**
 * Of these, changed by masking.
 */
masked: number, 
/**
 * Records that fit but are private and stay out.
 */
left_out: number, 
/**
 * Pictures.
 */
media: number, 
/**
 * Records that fit but whose content was disposed of.
 */
disposed: number, 
/**
 * The first few, as they would be handed out.
 */
sample: Array<RequestSample>, };

export type RequestSample = { 
/**
 * Its number.
 */
id: RecordId, 
/**
 * When it was written.
 */
at: Timestamp, 
/**
 * What happened.
 */
kind: RecordKind, 
/**
 * How it begins.
 */
snippet: string, 
/**
 * Something in it is masked.
 */
masked: boolean, };

export type RestoreInput = { 
/**
 * Its file name, from `Trouble::backups`.
 */
backup: string, };

export type Restored = { 
/**
 * The draft, as it is now.
 */
draft: Draft, 
/**
 * What it was until then: restoring that takes it back.
 */
before: RevisionId, };

export type Retention = { 
/**
 * The account.
 */
account: AccountId, 
/**
 * Its name.
 */
handle: string, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * Days the library set.
 */
days: number, 
/**
 * The most that the platform allows; none: it says nothing.
 */
platform_days: number | null, 
/**
 * Days that count: the shorter of the two.
 */
counts: number, 
/**
 * How many things that came in are here.
 */
items: number, };

export type RetentionInput = { 
/**
 * The account.
 */
account: AccountId, 
/**
 * Days.
 */
days: number, };

export type RetryInput = { 
/**
 * It.
 */
delivery: DeliveryId, 
/**
 * Even after the moment it must not go out after.
 */
anyway: boolean, };

export type RevisionId = number;

export type RevisionInput = { 
/**
 * The draft.
 */
draft: DraftId, 
/**
 * The older version.
 */
revision: RevisionId, };

export type RevisionWhy = "saved" | "cut" | "restored" | "sent";

export type RewriteInput = { 
/**
 * The delivery.
 */
delivery: DeliveryId, 
/**
 * The text.
 */
text: string, 
/**
 * Even after the moment it must not go out after.
 */
anyway: boolean, };

export type Rhythm = { "kind": "daily" } | { "kind": "weekly", 
/**
 * 1 = Monday … 7 = Sunday.
 */
weekdays: Array<number>, 
/**
 * Every week (1), every second (2) …, counted from the week of the first day.
 */
every: number, } | { "kind": "monthly", 
/**
 * 1 to 31.
 */
day: number, } | { "kind": "monthly_weekday", 
/**
 * 1 to 4; 5: the last.
 */
nth: number, 
/**
 * 1 = Monday … 7 = Sunday.
 */
weekday: number, };

export type Rule = { 
/**
 * Its number; 0: a new one.
 */
id: RuleId, 
/**
 * Its name.
 */
name: string, 
/**
 * Which messages it is for.
 */
when: RuleWhen, 
/**
 * What it does.
 */
then: RuleThen, 
/**
 * Whether it is switched on.
 */
on: boolean, 
/**
 * When it was tried as it is now; none: it was not, and cannot be switched on.
 */
tried_at: Timestamp | null, };

export type RuleAnswers = { "to": "anything" } | { "to": "our_post" } | { "to": "our_post_with", 
/**
 * The words, each one word or several in a row.
 */
words: Array<string>, };

export type RuleId = number;

export type RuleInput = { 
/**
 * Which.
 */
rule: RuleId, };

export type RuleMatch = { 
/**
 * Its conversation.
 */
conversation: ConversationId, 
/**
 * Who wrote it.
 */
from: string, 
/**
 * The start of it.
 */
snippet: string, 
/**
 * When it came.
 */
at: Timestamp, };

export type RuleSwitchInput = { 
/**
 * Which.
 */
rule: RuleId, 
/**
 * On or off.
 */
on: boolean, };

export type RuleThen = { 
/**
 * Gives the conversation this label, where it has none.
 */
label: Label | null, 
/**
 * Snoozes it until the library opens next.
 */
snooze: boolean, 
/**
 * Calls it done. It still comes back when they write again.
 */
done: boolean, 
/**
 * Tells the person.
 */
notify: boolean, };

export type RuleTrial = { 
/**
 * How many messages it was tried on, the newest.
 */
looked_at: number, 
/**
 * How many of them it was for.
 */
matched: number, 
/**
 * The newest of these.
 */
matches: Array<RuleMatch>, 
/**
 * The rule, now tried.
 */
rule: Rule, };

export type RuleWhen = { 
/**
 * It came to this account.
 */
account: AccountId | null, 
/**
 * It came on this platform.
 */
platform: PlatformKey | null, 
/**
 * It is of this kind.
 */
kind: ConversationKind | null, 
/**
 * It contains one of these, each one word or several in a row. Capitals and accents do not matter. None: any text.
 */
words: Array<string>, 
/**
 * What it answers.
 */
answers: RuleAnswers, 
/**
 * Its author never wrote to this account before.
 */
new_author: boolean, };

export type SampleInput = { 
/**
 * Its key.
 */
key: string, };

export type SaveTextInput = { 
/**
 * Proposed file name.
 */
name: string, 
/**
 * What to save.
 */
text: string, };

export type SavedReply = { 
/**
 * Its number; 0: a new one.
 */
id: SavedReplyId, 
/**
 * Its name.
 */
name: string, 
/**
 * Its text; words in braces are filled in from Settings.
 */
text: string, 
/**
 * When somebody last made sure that what it says is true; none: never.
 */
confirmed_at: Timestamp | null, 
/**
 * Nobody made sure for so long that one should before it is sent.
 */
stale: boolean, };

export type SavedReplyId = number;

export type SavedReplyInput = { 
/**
 * Which.
 */
reply: SavedReplyId, };

export type SearchHit = { 
/**
 * What it is.
 */
what: SearchKind, 
/**
 * Account, where it has one.
 */
account: AccountId | null, 
/**
 * Platform, where it has one.
 */
platform: PlatformKey | null, 
/**
 * Who wrote it.
 */
who: string, 
/**
 * Words around the hit: plain text with the hits between U+0002 and U+0003.
 */
excerpt: string, 
/**
 * When it was written.
 */
at: Timestamp, };

export type SearchKind = { "kind": "post", 
/**
 * It.
 */
id: PostId, } | { "kind": "message", 
/**
 * Its conversation.
 */
conversation: ConversationId, } | { "kind": "draft", 
/**
 * It.
 */
id: DraftId, 
/**
 * Whether it was queued or sent.
 */
queued: boolean, 
/**
 * What it is for.
 */
role: DraftRole, };

export type SearchPage = { 
/**
 * The hits.
 */
hits: Array<SearchHit>, };

export type SearchQuery = { 
/**
 * Words as typed; each is a prefix.
 */
words: string, 
/**
 * At most this many; 0 means 50.
 */
limit: number, 
/**
 * Only what we wrote: drafts, templates, what was sent, and our own posts on each network.
 */
ours: boolean, };

export type Seen = { 
/**
 * The text, where one was sent.
 */
text: boolean, 
/**
 * Pictures.
 */
pictures: number, 
/**
 * Descriptions of pictures, as they were sent.
 */
descriptions: number, 
/**
 * The link card.
 */
card: boolean, 
/**
 * Answers of a poll.
 */
answers: number, };

export type SendInput = { 
/**
 * The draft, at its last saved revision.
 */
draft: DraftId, 
/**
 * The revision on screen: a newer one elsewhere is refused as stale.
 */
revision: number, 
/**
 * A personal account may speak.
 */
confirm_personal: boolean, };

export type Series = { 
/**
 * Its number.
 */
id: SeriesId, 
/**
 * Its name.
 */
name: string, 
/**
 * What it repeats.
 */
kind: SeriesKind, 
/**
 * When it comes.
 */
plan: SeriesPlan, 
/**
 * Each occurrence is made this many days ahead.
 */
lead_days: number, 
/**
 * Evergreen: the same post does not come again within this many days.
 */
cool_down_days: number, 
/**
 * Evergreen: a post comes at most this often.
 */
most_times: number | null, 
/**
 * What came before this moment is none of its business.
 */
since_at: Timestamp, 
/**
 * Since when it is paused.
 */
paused_at: Timestamp | null, 
/**
 * When a person ended it.
 */
ended_at: Timestamp | null, 
/**
 * When it was begun.
 */
created_at: Timestamp, };

export type SeriesId = number;

export type SeriesInput = { 
/**
 * It.
 */
series: SeriesId, };

export type SeriesKind = "repeating" | "evergreen";

export type SeriesPauseInput = { 
/**
 * It.
 */
series: SeriesId, 
/**
 * False: it goes on.
 */
paused: boolean, };

export type SeriesPlan = { 
/**
 * On which days.
 */
rhythm: Rhythm, 
/**
 * The first day and the time of day on the library's clock, `2026-12-03T09:00`.
 */
first: string, 
/**
 * When it ends.
 */
ends: Ends, };

export type SeriesPreview = { 
/**
 * For example "Every Thursday at 9:00, until 18 December 2026, 4 times".
 */
words: string, 
/**
 * The next five dates.
 */
next: Array<Moment>, 
/**
 * What is special about them, in a sentence. Empty: nothing.
 */
note: string, };

export type SeriesSave = { 
/**
 * The series; none: a new one.
 */
id: SeriesId | null, 
/**
 * Its name. Empty: the first line of its post.
 */
name: string, 
/**
 * What it repeats. Stays as it is for one that is there already.
 */
kind: SeriesKind, 
/**
 * When it comes.
 */
plan: SeriesPlan, 
/**
 * Each occurrence is made this many days ahead: 1 to 60.
 */
lead_days: number, 
/**
 * Evergreen: the same post does not come again within this many days.
 */
cool_down_days: number, 
/**
 * Evergreen: a post comes at most this often.
 */
most_times: number | null, 
/**
 * For a new one, the draft that becomes its pattern.
 */
draft: DraftId | null, };

export type SeriesStanding = "running" | "paused" | "over" | "ended";

export type SeriesView = { 
/**
 * It.
 */
series: Series, 
/**
 * Where it stands.
 */
standing: SeriesStanding, 
/**
 * Its rhythm in words, its next dates and what is special about them.
 */
preview: SeriesPreview, 
/**
 * What it repeats.
 */
patterns: Array<PatternView>, 
/**
 * What a person should know or do, in a sentence. Empty: nothing.
 */
note: string, };

export type Settings = { 
/**
 * The library's name. Empty: not told yet.
 */
library_name: string, 
/**
 * IANA time zone. Empty: the computer's.
 */
time_zone: string, 
/**
 * Opening hours; none: not told.
 */
opening_hours: Array<OpeningHours>, 
/**
 * The branch, where the library has several. Empty: none.
 */
branch: string, 
/**
 * Telephone of the desk. Empty: not told.
 */
desk_phone: string, 
/**
 * Street address. Empty: not told.
 */
address: string, 
/**
 * The library's own web addresses (host names), for "leads to your own site".
 */
own_sites: Array<string>, 
/**
 * Language of new posts, BCP 47.
 */
language: string, 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * Comfortable or compact.
 */
density: Density, 
/**
 * First run was finished or skipped.
 */
first_run_done: boolean, 
/**
 * The recovery code was shown and the person said they keep it.
 */
recovery_code_kept: boolean, 
/**
 * Fetch pictures of posts (off: text only).
 */
fetch_pictures: boolean, 
/**
 * How late a planned post still goes out by itself, in minutes: 0 to 1440.
 */
missed_grace_minutes: number, 
/**
 * For how many days what a saved reply says counts as true, once somebody confirmed it: 7 to 1095.
 */
facts_hold_days: number, 
/**
 * What the desktop tells, and when.
 */
notices: NoticeSettings, 
/**
 * What the privacy guard knows of the library.
 */
privacy: PrivacySettings, 
/**
 * The number of the emergency services. Empty: not told.
 */
emergency_number: string, 
/**
 * A second person must agree before anything is hidden or anybody blocked.
 */
second_person: boolean, };

export type SettingsPart = Partial<Settings>;

export type SettleInput = { 
/**
 * The delivery.
 */
delivery: DeliveryId, 
/**
 * The post is there.
 */
there: boolean, };

export type SignInAnswerInput = { 
/**
 * The sign-in.
 */
ticket: string, 
/**
 * Name and value of each field.
 */
fields: { [key in string]: string }, };

export type SignInBeginInput = { 
/**
 * The platform.
 */
platform: PlatformKey, 
/**
 * Who the account will speak as; none: the library.
 */
identity: IdentityId | null, 
/**
 * The account whose sign-in lapsed.
 */
again: AccountId | null, };

export type SignInStep = { "step": "ask_fields", 
/**
 * Names this sign-in until it is done or cancelled.
 */
ticket: string, 
/**
 * What to ask, in plain words.
 */
title: string, 
/**
 * The fields.
 */
fields: Array<Field>, } | { "step": "open_browser", 
/**
 * Names this sign-in until it is done or cancelled.
 */
ticket: string, 
/**
 * The address.
 */
url: string, 
/**
 * A code to paste, where the platform shows one instead of coming back.
 */
fields: Array<Field>, } | { "step": "done", 
/**
 * The account.
 */
account: AccountId, } | { "step": "failed", 
/**
 * What happened, in plain words.
 */
problem: Problem, };

export type SimilarInput = { 
/**
 * The draft it is written in.
 */
draft: DraftId, 
/**
 * The text as it stands.
 */
text: string, };

export type SimilarPost = { 
/**
 * The account it was posted by.
 */
account: AccountId, 
/**
 * Its platform.
 */
platform: PlatformKey, 
/**
 * What people know the account by.
 */
handle: string, 
/**
 * When it went out.
 */
at: Timestamp, 
/**
 * When it was deleted there; none: as far as is known it is there.
 */
deleted_at: Timestamp | null, 
/**
 * Its text.
 */
text: string, 
/**
 * How much of the words is the same, in hundredths.
 */
percent: number, 
/**
 * The draft it was made from; none: it was not posted from this desk.
 */
draft: DraftId | null, 
/**
 * The post, where it is known from the network's own feed.
 */
post: PostId | null, 
/**
 * Its page, where it is known.
 */
url: string | null, };

export type SnoozeTime = { 
/**
 * What it is: "Tomorrow morning".
 */
name: string, 
/**
 * When it is.
 */
at: Timestamp, 
/**
 * The same on the library's clock.
 */
words: string, 
/**
 * Its name says the day already; only the time of day is left to say.
 */
says_day: boolean, };

export type Span = { 
/**
 * First unit.
 */
start: number, 
/**
 * One past the last unit.
 */
end: number, };

export type Staffed = { "kind": "open", 
/**
 * Until this moment.
 */
until: Timestamp, } | { "kind": "closed", 
/**
 * It opens at this moment.
 */
opens: Timestamp, 
/**
 * Why it is closed today, for example "Thanksgiving". Empty: by its usual hours.
 */
why: string, } | { "kind": "not_told" } | { "kind": "never" };

export type Target = { "kind": "none" } | { "kind": "minutes", 
/**
 * How many.
 */
minutes: number, } | { "kind": "same_day" } | { "kind": "days", 
/**
 * How many.
 */
days: number, };

export type TargetPreview = { 
/**
 * The account.
 */
account: AccountId, 
/**
 * Its text as it would be shown: sanitised HTML.
 */
html: string, 
/**
 * Length by the platform's rule.
 */
count: Count, 
/**
 * What the checks say for this account alone.
 */
findings: Array<Finding>, 
/**
 * It has a version of its own: places in its findings are places in that.
 */
own: boolean, 
/**
 * The parts of a thread, in order; empty: it is one post.
 */
parts: Array<PartPreview>, 
/**
 * Card of its first link, once it was fetched.
 */
card: CardView | null, };

export type TemplateBackInput = { 
/**
 * What it was called.
 */
name: string, 
/**
 * What it held.
 */
content: DraftSave, };

export type TemplateInput = { 
/**
 * It.
 */
template: DraftId, };

export type TemplateNameInput = { 
/**
 * The template.
 */
template: DraftId, 
/**
 * What it is called.
 */
name: string, };

export type TemplateSample = { 
/**
 * Names it.
 */
key: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its text.
 */
text: string, };

export type TemplateSaveInput = { 
/**
 * The draft.
 */
draft: DraftId, 
/**
 * What it is called.
 */
name: string, };

export type TemplateUseInput = { 
/**
 * A template.
 */
template: DraftId | null, 
/**
 * One that is offered, by its key.
 */
sample: string | null, };

export type TemplateView = { 
/**
 * Its number, as a draft.
 */
id: DraftId, 
/**
 * What it is called.
 */
name: string, 
/**
 * First line.
 */
title: string, 
/**
 * Accounts it is meant for.
 */
targets: Array<AccountId>, 
/**
 * Number of pictures.
 */
pictures: number, 
/**
 * When it was last saved.
 */
updated_at: Timestamp, };

export type TextOutput = { 
/**
 * It.
 */
text: string, };

export type TextUnit = "graphemes" | "characters";

export type Theme = "system" | "light" | "dark";

export type Thread = { 
/**
 * Its line in the list.
 */
conversation: ConversationView, 
/**
 * Its newest messages, oldest first; then what we are answering.
 */
messages: Array<MessageView>, 
/**
 * How many messages it has, the earlier ones and our answers under way included.
 */
count: number, 
/**
 * Whether there are earlier ones.
 */
more: boolean, 
/**
 * The message a reply would answer.
 */
answers: MessageId | null, 
/**
 * Visibilities a reply may have, the fitting one first (a private message is answered privately).
 */
visibilities: Array<Visibility>, 
/**
 * A reply that was begun and not sent.
 */
draft: DraftId | null, 
/**
 * Most characters in a reply.
 */
limits: Limits | null, };

export type ThreadView = { 
/**
 * Its number, from 1.
 */
number: number, 
/**
 * How many there are.
 */
of: number, 
/**
 * The delivery before it.
 */
after: DeliveryId | null, 
/**
 * Why it waits, where it waits for that one.
 */
waits: WaitsFor | null, };

export type Threading = { 
/**
 * It does.
 */
on: boolean, 
/**
 * Each part ends with its number, as in "1/3".
 */
numbered: boolean, };

export type TicketInput = { 
/**
 * It.
 */
ticket: string, };

export type Timestamp = number;

export type Today = { 
/**
 * One plain, true sentence or two, written from the facts.
 */
sentence: string, 
/**
 * Who waits, longest first; at most six.
 */
waiting: Array<ConversationView>, 
/**
 * How many wait in all.
 */
waiting_total: number, 
/**
 * Deliveries that need a person: in doubt, failed, missed.
 */
needs_you: Array<DeliveryView>, 
/**
 * Posts of series that wait to be looked at, or passed without being looked at; the next first.
 */
to_look_at: Array<OccurrenceView>, 
/**
 * What went out or goes out today.
 */
going_out: Array<DeliveryView>, 
/**
 * Drafts to go on with, newest first; at most five.
 */
drafts: Array<DraftSummary>, 
/**
 * Accounts that are not well.
 */
unwell: Array<AccountView>, 
/**
 * Whether there is any account at all.
 */
has_accounts: boolean, 
/**
 * The library's weekday and date, for example "Monday 23 November".
 */
date: string, };

export type Trouble = { 
/**
 * What it is.
 */
kind: TroubleKind, 
/**
 * Detail in plain words, without secrets.
 */
detail: string, 
/**
 * Where the data is.
 */
folder: string, 
/**
 * Backups that could be opened instead, newest first: file name and when it was taken.
 */
backups: Array<[string, Timestamp]>, };

export type TroubleKind = "no_keychain" | "keychain_locked" | "keychain_refused" | "key_missing" | "wrong_key" | "newer_schema" | "damaged" | "disk_full" | "read_only" | "other";

export type UndatedDraft = { 
/**
 * It.
 */
draft: DraftId, 
/**
 * First line.
 */
title: string, 
/**
 * Where it is meant to go.
 */
accounts: Array<EntryAccount>, };

export type Variable = { 
/**
 * What stands between the braces, for example `hours today`.
 */
name: string, 
/**
 * What it stands for, in plain words.
 */
meaning: string, 
/**
 * What is put in its place; none: Settings do not say it yet, or it is to be written by hand.
 */
value: string | null, 
/**
 * It is a blank that a person fills in: a day, a title.
 */
by_hand: boolean, };

export type Video = { 
/**
 * How long it is, in milliseconds; none: its file does not say.
 */
length_ms: number | null, 
/**
 * How its picture is encoded, by its container's own name for it (`avc1`, `V_VP9`); none: its file does not say, and
 * nothing can play it.
 */
codec: string | null, 
/**
 * A still picture of it in the media folder, shown where it does not play.
 */
poster: MediaHash | null, 
/**
 * Captions, one for a language.
 */
captions: Array<Captions>, 
/**
 * A person said that nobody speaks in it, so that it needs no captions.
 */
no_speech: boolean, };

export type VideoBeginInput = { 
/**
 * The draft.
 */
draft: DraftId, 
/**
 * File name.
 */
name: string, 
/**
 * How many bytes it has.
 */
bytes: number, };

export type VideoDoneInput = { 
/**
 * The draft.
 */
draft: DraftId, 
/**
 * `Coming::ticket`.
 */
ticket: string, };

export type VideoLimits = { 
/**
 * Media types it takes.
 */
types: Array<string>, 
/**
 * Largest video in bytes.
 */
max_bytes: number, 
/**
 * Longest video in seconds, where there is such a limit.
 */
longest_s: number | null, 
/**
 * Most pixels of one of its pictures, where there is such a limit.
 */
max_pixels: number | null, 
/**
 * Most videos in a post.
 */
most: number, 
/**
 * Whether a post may hold pictures beside a video.
 */
with_pictures: boolean, 
/**
 * Largest file of captions in bytes; none: it takes no captions.
 */
captions_max_bytes: number | null, };

export type VideoPartInput = { 
/**
 * `Coming::ticket`.
 */
ticket: string, 
/**
 * Where in the file it belongs.
 */
at: number, 
/**
 * Its bytes in base64.
 */
base64: string, };

export type VideoStillInput = { 
/**
 * Its bytes in base64.
 */
base64: string, };

export type VideoStillOutput = { 
/**
 * Its bytes.
 */
still: MediaHash, };

export type ViewInput = { 
/**
 * Its name: `everything`, `group:…`, `account:…`.
 */
view: string, };

export type Visibility = "public" | "unlisted" | "followers" | "direct";

export type WaitsFor = "its_turn" | "a_person";

export type WallClock = "plain" | "skipped" | "twice";

export type When = { "kind": "now" } | { "kind": "at", 
/**
 * It.
 */
at: Timestamp, } | { "kind": "queue" };

export interface Commands {
  desk_status: { input: Nothing; output: DeskState };
  desk_retry: { input: Nothing; output: DeskState };
  desk_recover: { input: RecoverInput; output: DeskState };
  desk_set_aside: { input: Nothing; output: DeskState };
  desk_restore: { input: RestoreInput; output: DeskState };
  diagnostics: { input: Nothing; output: TextOutput };
  open_link: { input: LinkInput; output: Nothing };
  save_text: { input: SaveTextInput; output: DoneOutput };
  recovery_code: { input: Nothing; output: RecoveryCode };
  line: { input: Nothing; output: LineState };
  progress: { input: Nothing; output: Array<Progress> };
  progress_stop: { input: ProgressInput; output: Nothing };
  settings: { input: Nothing; output: Settings };
  settings_save: { input: SettingsPart; output: Settings };
  notice_ways: { input: Nothing; output: NoticeWays };
  notice_test: { input: Nothing; output: Nothing };
  staffed: { input: Nothing; output: Staffed };
  closures: { input: Nothing; output: Array<ClosureView> };
  closure_save: { input: ClosureSave; output: ClosureView };
  closure_remove: { input: ClosureInput; output: Nothing };
  closures_preview: { input: ClosureFile; output: ClosurePreview };
  closures_import: { input: ClosureChoice; output: ClosuresKept };
  answer_targets: { input: Nothing; output: Array<AnswerTargetView> };
  answer_target_save: { input: AnswerTarget; output: Nothing };
  time_zones: { input: Nothing; output: Array<string> };
  identities: { input: Nothing; output: Array<Identity> };
  identity_save: { input: Identity; output: Identity };
  platforms: { input: Nothing; output: Array<PlatformView> };
  accounts: { input: Nothing; output: Array<AccountView> };
  account_unsent: { input: AccountInput; output: CountOutput };
  account_remove: { input: AccountInput; output: Nothing };
  account_check: { input: AccountInput; output: Nothing };
  account_group: { input: AccountGroupInput; output: Nothing };
  account_identity: { input: AccountIdentityInput; output: Nothing };
  sign_in_begin: { input: SignInBeginInput; output: SignInStep };
  sign_in_answer: { input: SignInAnswerInput; output: SignInStep };
  sign_in_wait: { input: TicketInput; output: SignInStep };
  sign_in_cancel: { input: TicketInput; output: Nothing };
  subscriptions_import: { input: ImportInput; output: ImportOutcome };
  subscriptions_export: { input: Nothing; output: TextOutput };
  feed: { input: FeedQuery; output: FeedPage };
  feed_new_count: { input: NewCountInput; output: CountOutput };
  feed_position: { input: ViewInput; output: PositionOutput };
  feed_position_save: { input: PositionInput; output: Nothing };
  feed_groups: { input: Nothing; output: Array<GroupView> };
  feed_fill_gap: { input: GapInput; output: Nothing };
  feed_check_now: { input: Nothing; output: Nothing };
  post: { input: PostInput; output: PostView };
  post_like: { input: PostSwitchInput; output: Nothing };
  post_boost: { input: PostSwitchInput; output: Nothing };
  mutes: { input: Nothing; output: Array<Mute> };
  mute_add: { input: MuteAddInput; output: Nothing };
  mute_remove: { input: MuteInput; output: Nothing };
  conversations: { input: ConversationQuery; output: ConversationPage };
  conversation_counts: { input: Nothing; output: ConversationCounts };
  conversation: { input: ConversationInput; output: Thread };
  conversation_earlier: { input: ConversationEarlierInput; output: MessagePage };
  conversation_read: { input: ConversationInput; output: Nothing };
  conversation_state: { input: ConversationStateInput; output: Nothing };
  conversations_change: { input: ConversationsChangeInput; output: ConversationsChanged };
  conversations_put_back: { input: ConversationsChanged; output: Nothing };
  conversation_note: { input: ConversationNoteInput; output: Nothing };
  conversation_note_shown: { input: ConversationInput; output: TextOutput };
  conversation_reference: { input: ConversationReferenceInput; output: Nothing };
  conversation_merge: { input: ConversationMergeInput; output: ConversationsChanged };
  conversation_take_apart: { input: ConversationInput; output: CountOutput };
  snooze_times: { input: Nothing; output: Array<SnoozeTime> };
  reference_months: { input: Nothing; output: Array<ReferenceMonth> };
  inbox_views: { input: Nothing; output: Array<InboxView> };
  inbox_view_save: { input: InboxView; output: InboxView };
  inbox_view_remove: { input: InboxViewInput; output: Nothing };
  inbox_views_order: { input: InboxViewsInput; output: Nothing };
  rules: { input: Nothing; output: Array<Rule> };
  rule_save: { input: Rule; output: Rule };
  rule_try: { input: RuleInput; output: RuleTrial };
  rule_switch: { input: RuleSwitchInput; output: Rule };
  rule_remove: { input: RuleInput; output: Nothing };
  saved_replies: { input: Nothing; output: Array<SavedReply> };
  saved_reply_save: { input: SavedReply; output: SavedReply };
  saved_reply_confirm: { input: SavedReplyInput; output: SavedReply };
  saved_reply_remove: { input: SavedReplyInput; output: Nothing };
  saved_reply_fill: { input: SavedReplyInput; output: FilledReply };
  private_answer: { input: Nothing; output: TextOutput };
  policy: { input: Nothing; output: Policy };
  policy_clause_save: { input: PolicyClause; output: PolicyClause };
  policy_appeal_save: { input: PolicyAppealInput; output: Nothing };
  message_hide: { input: HideAsked; output: HideDone };
  hidden: { input: HiddenQuery; output: HiddenPage };
  message_restore: { input: HiddenInput; output: HiddenView };
  hidden_look_up: { input: Nothing; output: CountOutput };
  blocked: { input: Nothing; output: Array<BlockedView> };
  block_about: { input: MessageInput; output: BlockAbout };
  person_block: { input: BlockAsked; output: BlockedView };
  person_unblock: { input: BlockedInput; output: BlockedView };
  block_review: { input: BlockReviewed; output: BlockedView };
  emergency_about: { input: MessageInput; output: EmergencyAbout };
  emergency_keep: { input: EmergencyKeep; output: EmergencyAbout };
  emergency_report: { input: EmergencyReportInput; output: EmergencyAbout };
  message_shown: { input: MessageInput; output: MessageView };
  reply_draft: { input: ReplyDraftInput; output: Draft };
  drafts: { input: Nothing; output: Array<DraftSummary> };
  draft: { input: DraftInput; output: Draft };
  draft_new: { input: DraftNewInput; output: Draft };
  draft_save: { input: DraftSave; output: Draft };
  draft_delete: { input: DraftInput; output: Nothing };
  draft_duplicate: { input: DraftInput; output: Draft };
  draft_history: { input: DraftInput; output: Array<DraftRevision> };
  draft_difference: { input: RevisionInput; output: DraftDifference };
  draft_restore: { input: RevisionInput; output: Restored };
  templates: { input: Nothing; output: Array<TemplateView> };
  template_samples: { input: Nothing; output: Array<TemplateSample> };
  template_save: { input: TemplateSaveInput; output: Draft };
  template_keep: { input: SampleInput; output: Draft };
  template_use: { input: TemplateUseInput; output: Draft };
  template_rename: { input: TemplateNameInput; output: Nothing };
  template_delete: { input: TemplateInput; output: Draft };
  template_put_back: { input: TemplateBackInput; output: Draft };
  variables: { input: Nothing; output: Array<Variable> };
  text_fill: { input: FillInput; output: TextOutput };
  completions: { input: CompletionInput; output: Array<Completion> };
  emojis: { input: EmojiInput; output: Array<EmojiView> };
  similar: { input: SimilarInput; output: Array<SimilarPost> };
  draft_preview: { input: DraftInput; output: DraftPreview };
  draft_look: { input: DraftSave; output: DraftPreview };
  picture_add: { input: PictureAddInput; output: Draft };
  picture_edit: { input: PictureEditInput; output: Draft };
  video_begin: { input: VideoBeginInput; output: Coming };
  video_part: { input: VideoPartInput; output: Nothing };
  video_done: { input: VideoDoneInput; output: Draft };
  video_stop: { input: TicketInput; output: Nothing };
  video_still: { input: VideoStillInput; output: VideoStillOutput };
  captions_read: { input: CaptionsInput; output: CaptionsRead };
  captions_text: { input: CaptionsTextInput; output: TextOutput };
  picture_record: { input: PictureInput; output: PictureRecord };
  picture_record_save: { input: PictureRecord; output: PictureRecord };
  picture_uses: { input: PictureInput; output: Array<PictureUsed> };
  outbox_send: { input: SendInput; output: Array<DeliveryView> };
  outbox_send_private: { input: SendInput; output: Array<DeliveryView> };
  privacy_overrules: { input: Nothing; output: Array<PrivacyOverrule> };
  outbox: { input: OutboxInput; output: Array<DeliveryView> };
  delivery_retry: { input: RetryInput; output: Nothing };
  delivery_move: { input: MoveInput; output: Nothing };
  delivery_settle: { input: SettleInput; output: Nothing };
  delivery_cancel: { input: DeliveryInput; output: Nothing };
  delivery_delete: { input: DeliveryInput; output: Nothing };
  delivery_edit_again: { input: DeliveryInput; output: Draft };
  delivery_edit: { input: DeliveryInput; output: Draft };
  delivery_replace: { input: DeliveryInput; output: Draft };
  delivery_rewrite: { input: RewriteInput; output: Nothing };
  delivery_details: { input: DeliveryInput; output: DeliveryDetails };
  outbox_page: { input: OutboxPageInput; output: OutboxPage };
  draft_take_back: { input: DraftInput; output: Draft };
  outbox_pause: { input: PauseInput; output: Pause };
  outbox_resume: { input: Nothing; output: Nothing };
  pause_state: { input: Nothing; output: Pause | null };
  moment: { input: MomentInput; output: Moment };
  calendar: { input: CalendarQuery; output: CalendarPage };
  calendar_move: { input: CalendarMove; output: CalendarMoved };
  calendar_copy: { input: CalendarCopy; output: CalendarCopied };
  calendar_send_now: { input: CalendarPost; output: CountOutput };
  calendar_drop: { input: CalendarPost; output: CountOutput };
  queue_slots: { input: Nothing; output: Array<QueueSlot> };
  queue_slots_save: { input: QueueSlotsInput; output: Array<QueueSlot> };
  queue_next: { input: QueueNextInput; output: Array<QueueNext> };
  series: { input: Nothing; output: Array<SeriesView> };
  series_preview: { input: SeriesPlan; output: SeriesPreview };
  series_save: { input: SeriesSave; output: SeriesInput };
  series_pause: { input: SeriesPauseInput; output: Nothing };
  series_end: { input: SeriesInput; output: Nothing };
  evergreen_add: { input: EvergreenInput; output: Nothing };
  evergreen_remove: { input: DraftInput; output: Nothing };
  occurrences: { input: Nothing; output: Array<OccurrenceView> };
  occurrence_accept: { input: OccurrenceAcceptInput; output: Array<DeliveryView> };
  occurrence_skip: { input: OccurrenceSkipInput; output: Nothing };
  csv_preview: { input: CsvFile; output: CsvPreview };
  csv_import: { input: CsvChoice; output: CsvImported };
  calendar_csv: { input: ExportRange; output: ExportFile };
  calendar_ics: { input: ExportRange; output: ExportFile };
  rehearse: { input: RehearsalQuery; output: Rehearsal };
  records: { input: RecordQuery; output: RecordPage };
  record: { input: RecordInput; output: RecordDetails };
  record_shown: { input: RecordInput; output: RecordDetails };
  record_file: { input: RecordFileInput; output: Nothing };
  record_categories: { input: Nothing; output: Array<RecordCategory> };
  record_category_save: { input: RecordCategory; output: Array<RecordCategory> };
  record_holds: { input: Nothing; output: Array<LegalHold> };
  record_hold_begin: { input: HoldBeginInput; output: LegalHold };
  record_hold_end: { input: HoldEndInput; output: Nothing };
  records_due: { input: Nothing; output: DisposalList };
  records_dispose: { input: DisposeInput; output: Nothing };
  records_check: { input: Nothing; output: LogCheck };
  records_preview: { input: RecordsRequest; output: RequestPreview };
  records_export: { input: RecordsRequest; output: RequestDone };
  retention: { input: Nothing; output: Array<Retention> };
  retention_save: { input: RetentionInput; output: Array<Retention> };
  search: { input: SearchQuery; output: SearchPage };
  today: { input: Nothing; output: Today };
}

export const topics: Record<keyof Commands, readonly Change[]> = {
  desk_status: ["desk"],
  desk_retry: [],
  desk_recover: [],
  desk_set_aside: [],
  desk_restore: [],
  diagnostics: [],
  open_link: [],
  save_text: [],
  recovery_code: [],
  line: ["line", "outbox", "accounts"],
  progress: ["progress"],
  progress_stop: [],
  settings: ["settings"],
  settings_save: [],
  notice_ways: [],
  notice_test: [],
  staffed: ["settings"],
  closures: ["settings"],
  closure_save: [],
  closure_remove: [],
  closures_preview: [],
  closures_import: [],
  answer_targets: ["settings"],
  answer_target_save: [],
  time_zones: [],
  identities: ["accounts"],
  identity_save: [],
  platforms: [],
  accounts: ["accounts"],
  account_unsent: ["outbox"],
  account_remove: [],
  account_check: [],
  account_group: [],
  account_identity: [],
  sign_in_begin: [],
  sign_in_answer: [],
  sign_in_wait: [],
  sign_in_cancel: [],
  subscriptions_import: [],
  subscriptions_export: [],
  feed: ["feeds", "pictures", "accounts"],
  feed_new_count: ["feeds"],
  feed_position: [],
  feed_position_save: [],
  feed_groups: ["accounts"],
  feed_fill_gap: [],
  feed_check_now: [],
  post: ["feeds", "pictures"],
  post_like: [],
  post_boost: [],
  mutes: ["feeds"],
  mute_add: [],
  mute_remove: [],
  conversations: ["inbox", "outbox", "pictures", "accounts"],
  conversation_counts: ["inbox"],
  conversation: ["inbox", "outbox", "pictures"],
  conversation_earlier: ["inbox", "pictures"],
  conversation_read: [],
  conversation_state: [],
  conversations_change: [],
  conversations_put_back: [],
  conversation_note: [],
  conversation_note_shown: [],
  conversation_reference: [],
  conversation_merge: [],
  conversation_take_apart: [],
  snooze_times: ["settings"],
  reference_months: ["inbox"],
  inbox_views: ["inbox"],
  inbox_view_save: [],
  inbox_view_remove: [],
  inbox_views_order: [],
  rules: ["inbox"],
  rule_save: [],
  rule_try: [],
  rule_switch: [],
  rule_remove: [],
  saved_replies: ["drafts", "settings"],
  saved_reply_save: [],
  saved_reply_confirm: [],
  saved_reply_remove: [],
  saved_reply_fill: [],
  private_answer: [],
  policy: ["settings"],
  policy_clause_save: [],
  policy_appeal_save: [],
  message_hide: [],
  hidden: ["inbox", "settings"],
  message_restore: [],
  hidden_look_up: [],
  blocked: ["inbox", "settings"],
  block_about: ["inbox"],
  person_block: [],
  person_unblock: [],
  block_review: [],
  emergency_about: ["inbox", "records", "settings"],
  emergency_keep: [],
  emergency_report: [],
  message_shown: [],
  reply_draft: [],
  drafts: ["drafts"],
  draft: [],
  draft_new: [],
  draft_save: [],
  draft_delete: [],
  draft_duplicate: [],
  draft_history: ["drafts"],
  draft_difference: [],
  draft_restore: [],
  templates: ["drafts"],
  template_samples: [],
  template_save: [],
  template_keep: [],
  template_use: [],
  template_rename: [],
  template_delete: [],
  template_put_back: [],
  variables: ["settings"],
  text_fill: [],
  completions: [],
  emojis: [],
  similar: [],
  draft_preview: ["drafts", "pictures", "accounts", "settings"],
  draft_look: [],
  picture_add: [],
  picture_edit: [],
  video_begin: [],
  video_part: [],
  video_done: [],
  video_stop: [],
  video_still: [],
  captions_read: [],
  captions_text: [],
  picture_record: ["pictures"],
  picture_record_save: [],
  picture_uses: ["drafts", "outbox"],
  outbox_send: [],
  outbox_send_private: [],
  privacy_overrules: ["outbox"],
  outbox: ["outbox"],
  delivery_retry: [],
  delivery_move: [],
  delivery_settle: [],
  delivery_cancel: [],
  delivery_delete: [],
  delivery_edit_again: [],
  delivery_edit: [],
  delivery_replace: [],
  delivery_rewrite: [],
  delivery_details: ["outbox"],
  outbox_page: ["outbox"],
  draft_take_back: [],
  outbox_pause: [],
  outbox_resume: [],
  pause_state: ["outbox"],
  moment: ["settings"],
  calendar: ["outbox", "drafts", "accounts", "settings"],
  calendar_move: [],
  calendar_copy: [],
  calendar_send_now: [],
  calendar_drop: [],
  queue_slots: ["settings", "accounts"],
  queue_slots_save: [],
  queue_next: ["settings", "outbox", "accounts"],
  series: ["drafts", "outbox", "settings"],
  series_preview: ["settings"],
  series_save: [],
  series_pause: [],
  series_end: [],
  evergreen_add: [],
  evergreen_remove: [],
  occurrences: ["drafts", "outbox", "settings", "accounts"],
  occurrence_accept: [],
  occurrence_skip: [],
  csv_preview: [],
  csv_import: [],
  calendar_csv: [],
  calendar_ics: [],
  rehearse: ["outbox", "drafts", "accounts", "settings"],
  records: ["records", "accounts"],
  record: ["records"],
  record_shown: [],
  record_file: [],
  record_categories: ["records"],
  record_category_save: [],
  record_holds: ["records"],
  record_hold_begin: [],
  record_hold_end: [],
  records_due: ["records"],
  records_dispose: [],
  records_check: [],
  records_preview: [],
  records_export: [],
  retention: ["records", "accounts"],
  retention_save: [],
  search: [],
  today: ["inbox", "outbox", "drafts", "accounts", "settings", "pictures"],
};
