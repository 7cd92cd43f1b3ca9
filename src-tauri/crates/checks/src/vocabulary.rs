//! Words that libraries make hashtags of, to find them in tags that run together.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Longer tags are not taken apart.
const LONGEST: usize = 40;

/// A word before or between others, never the last.
const SMALL: &str = "a an and at by for from in my new of on our the this to we with your";

/// The only small words that may begin a tag of two words, when the other has as many letters as this.
const OPENERS: &str = "my new our the your";
const LONG: usize = 5;

const WORDS: &str = "
    access activity adult adults afternoon archive archives art artist artists arts audio author authors autumn award
    awards baby babies back banned best big birthday black board book books branch bring brown business camp card cards
    career careers catalog catalogue celebrate center centre challenge chat check chess child childhood children childrens
    choice cinema city class classes classic classics clean close closed club clubs coding coffee collection collections
    comic comics community computer concert concerts cooking county craft crafts creative cultural culture cup current
    dance date day days development digital discover display donate donation donations drag drawing dream drive early
    ebook ebooks education elementary english events event every exhibit exhibition explore fair fall family families
    fantasy favorite favourite feature festival fiction film films find first food free freedom friday friend friends
    fun future game games gaming garden gardening gift giving global good graphic great green group groups growing guide
    hall happy haul heritage hidden high history holiday home hour hours house ideas indie information inspiration job
    jobs join journal junior kids know knitting lab language languages large late launch learn learning lecture lego
    letter letters lib librarian librarians libraries library life lifelong list listen literacy literary literature
    little live local lockdown love lover lovers lucky lunch magazine magic maker makers making manga map maps marathon
    matter matters media meet meeting memories memory middle mobile monday month monthly more morning movie movies museum
    music mystery national native nature neighborhood never news newspaper next night nights nonfiction novel novels now
    online open opening outdoor parent parents park parking party passport past people photo photos photography picture
    pictures place play podcast poem poems poet poetry poets pop popular poster power preschool pride print printer
    printing prize program programme programs public puppet puzzle puzzles quilt quiz quote quotes read reader readers
    reading reads recommendation recommendations recommended records release renew research reserve resources review
    reviews right rights romance room rooms rural sale saturday save scavenger school schools science sensory series
    service services sewing share shelf shelfie shelves sign small social song songs space spaces special spooky spring
    stack stacks staff start state stay steam stem stories story student students studio study suggestion suggestions
    summer sunday support swap talk talks tea teacher teachers tech technology teen teens things think throwback thursday
    time times toddler toddlers together top town toys trade training travel treasure trip trivia trustee trustees
    tuesday tween tweens university update updates video videos village virtual visit visits volunteer volunteers vote
    walk want wednesday week weekend weekly weeks welcome wild winter women womens word words workshop workshops world
    worlds write writer writers writing year years yoga young youth zine zines zoom";

/// Words that look as if they were two or more of the above.
const WHOLE: &str = "
    backboard backdate backspace backspaces backstories backstory blackboard blacklist blacktop boardroom boardrooms
    boardwalk bookmaker bookmakers bookmaking bookmobile bookshelf bookshelves businesswomen cardboard checkbook
    checkbooks checklist checkroom checkrooms chessboard classroom classrooms clubhouse coffeehouse cupboard
    daydream daytime englishwomen everyday everyplace filmmaker filmmakers filmstrip freetown goodnight goodyear
    greenback greenhouse guidebook guidebooks homemaker homemakers homeroom homerooms hometown houseclean housetop
    lifetime lifetimes lovecraft lovemaking lunchroom lunchrooms lunchtime lunchtimes meetinghouse middletown
    myspace nevermore newsgroup newsgroups newsletter newsletters newspaperwomen newsprint newsweek nightclub
    nightclubs nightfall nightlife nighttime nowadays photographic playback playhouse playlist playroom playrooms
    playthings powerhouse schoolbook schoolbooks schoolchild schoolchildren schooldays schoolhouse schoolroom
    schoolrooms schoolteacher schoolteachers servicewomen signboard songwriter songwriters spacecraft spacecrafts
    spacewalk springboard springtime statehouse stateroom staterooms storybook storybooks summerhouse summertime
    teacup tearoom tearooms teatime townhouse weekday weekdays weeknight weeknights wildlife wintergreen wintertime
    wordplay yearbook yearbooks";

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

static CONTENT: LazyLock<HashSet<&str>> = LazyLock::new(|| set(WORDS));
static BETWEEN: LazyLock<HashSet<&str>> = LazyLock::new(|| set(SMALL));
static FIRST: LazyLock<HashSet<&str>> = LazyLock::new(|| set(OPENERS));
static ONE: LazyLock<HashSet<&str>> = LazyLock::new(|| set(WHOLE));

/// The words of a tag in small letters; none where it is one word or cannot be told.
pub(crate) fn split(tag: &str) -> Option<Vec<&str>> {
    let small = tag.len() <= LONGEST && tag.bytes().all(|byte| byte.is_ascii_lowercase());
    if !small || ONE.contains(tag) {
        return None;
    }
    let words = rest(tag)?;
    match words.as_slice() {
        [_] => None,
        [first, last] if BETWEEN.contains(first) => (FIRST.contains(first) && last.len() >= LONG).then_some(words),
        _ => Some(words),
    }
}

/// The longest word it begins with from which it can go on to the end.
fn rest(tag: &str) -> Option<Vec<&str>> {
    if CONTENT.contains(tag) {
        return Some(vec![tag]);
    }
    (1..tag.len()).rev().find_map(|length| {
        let (word, behind) = tag.split_at_checked(length)?;
        if !CONTENT.contains(word) && !BETWEEN.contains(word) {
            return None;
        }
        let mut words = rest(behind)?;
        words.insert(0, word);
        Some(words)
    })
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn tags_of_libraries_come_apart() {
        for (tag, words) in [
            ("storytime", "story time"),
            ("summerreading", "summer reading"),
            ("bookoftheweek", "book of the week"),
            ("librariesofthefuture", "libraries of the future"),
            ("ourlibrary", "our library"),
            ("bannedbooksweek", "banned books week"),
            ("teenwritersclub", "teen writers club"),
        ] {
            assert_eq!(split(tag).map(|found| found.join(" ")).as_deref(), Some(words), "{tag}");
        }
    }

    #[test]
    fn one_word_stays_one() {
        for tag in [
            "library",
            "together",
            "weekend",
            "bookshelf",
            "playground",
            "therapist",
            "glenfalls",
            "x",
            "",
            "mynow",
            "StoryTime",
        ] {
            assert_eq!(split(tag), None, "{tag}");
        }
    }

    #[test]
    fn a_tag_that_nearly_comes_apart_takes_no_time() {
        assert_eq!(split(&format!("{}q", "aan".repeat(13))), None);
    }
}
