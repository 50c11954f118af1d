use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use super::*;

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o7777
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_new_file_and_the_folders_above_it_are_for_this_user_alone() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join(".aws/cli/cache/a.json");

    private(&path, "text").unwrap();

    assert_eq!(fs::read_to_string(&path).unwrap(), "text");
    assert_eq!(mode(&path), 0o600);
    for folder in path.ancestors().skip(1).take(3) {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
    }
    assert_eq!(names(path.parent().unwrap()), ["a.json"]);
}

#[test]
fn a_file_that_others_could_read_becomes_private_and_its_folder_stays_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.json");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(place.path(), Permissions::from_mode(0o775)).unwrap();

    private(&path, "new").unwrap();

    assert_eq!((mode(&path), mode(place.path())), (0o600, 0o775));
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
}

#[test]
fn another_name_of_the_old_file_keeps_the_old_text() {
    let place = tempfile::tempdir().unwrap();
    let [path, other] = ["a.json", "other"].map(|name| place.path().join(name));
    fs::write(&path, "old").unwrap();
    fs::hard_link(&path, &other).unwrap();

    private(&path, "secret").unwrap();

    assert_eq!(fs::read_to_string(&other).unwrap(), "old");
}

#[test]
fn links_stay_and_what_they_lead_to_is_replaced() {
    let place = tempfile::tempdir().unwrap();
    let [link, middle, elsewhere] =
        ["link", "middle", "else/where"].map(|name| place.path().join(name));
    symlink("middle", &link).unwrap();
    symlink(&elsewhere, &middle).unwrap();

    for text in ["made", "replaced"] {
        private(&link, text).unwrap();

        assert!(link.is_symlink() && middle.is_symlink());
        assert!(!elsewhere.is_symlink());
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), text);
    }
    assert_eq!(names(place.path()), ["else", "link", "middle"]);
}

#[test]
fn within_a_folder_of_its_own_a_link_is_not_followed() {
    let place = tempfile::tempdir().unwrap();
    let [victim, link] = ["victim", "link"].map(|name| place.path().join(name));
    fs::write(&victim, "old").unwrap();
    symlink(&victim, &link).unwrap();
    let folder = own_folder::open(place.path()).unwrap();

    within(&folder, OsStr::new("link"), "new").unwrap();

    assert_eq!(fs::read_to_string(&victim).unwrap(), "old");
    assert!(!link.is_symlink());
    assert_eq!(fs::read_to_string(&link).unwrap(), "new");
}

#[test]
fn what_is_no_file_is_refused_and_stays() {
    let place = tempfile::tempdir().unwrap();
    let [fifo, folder, looped, to_device, file] =
        ["fifo", "folder", "loop", "device", "file"].map(|name| place.path().join(name));
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    fs::create_dir(&folder).unwrap();
    symlink(&looped, &looped).unwrap();
    symlink("/dev/null", &to_device).unwrap();
    fs::write(&file, "old").unwrap();
    let before = names(place.path());
    for path in [&fifo, &folder, &looped, &to_device, &file.join("below"), &folder.join("..")] {
        assert!(private(path, "text").is_err(), "{}", path.display());
    }

    assert_eq!(names(place.path()), before);
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");
}

/// Writes more than a block to `a.json` in the folder that it is started in.
#[test]
#[ignore = "other tests start it under limits that hold for a whole process"]
fn a_process_of_its_own() {
    private(Path::new("a.json"), &"x".repeat(100_000)).unwrap();
}

/// Returns whether that succeeds behind `limits`, a line of shell.
fn succeeds(limits: &str, folder: &Path) -> bool {
    let name = "replace::tests::a_process_of_its_own";
    let line = format!("{limits}; exec \"$0\" --exact {name} --ignored");
    let mut command = Command::new("sh");
    command.args(["-c", &line]).arg(std::env::current_exe().unwrap()).current_dir(folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success()
}

#[test]
fn the_umask_makes_nothing_readable_for_others() {
    for umask in ["000", "077", "177"] {
        let place = tempfile::tempdir().unwrap();

        assert!(succeeds(&format!("umask {umask}"), place.path()), "{umask}");

        assert_eq!(mode(&place.path().join("a.json")), 0o600, "{umask}");
    }
}

#[test]
fn where_there_is_no_room_the_old_text_stays_and_nothing_is_left_behind() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("a.json"), "old").unwrap();

    assert!(!succeeds("trap '' XFSZ; ulimit -f 1", place.path()));

    assert_eq!(fs::read_to_string(place.path().join("a.json")).unwrap(), "old");
    assert_eq!(names(place.path()), ["a.json"]);
}

#[test]
fn a_reader_sees_the_old_text_or_the_new_one() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("a.json");
    let texts = ["a".repeat(200_000), "b".repeat(100_000)];
    private(&path, &texts[0]).unwrap();

    thread::scope(|scope| {
        let writers = texts.each_ref().map(|text| {
            scope.spawn(|| {
                for _ in 0..50 {
                    private(&path, text).unwrap();
                }
            })
        });
        while !writers.iter().all(thread::ScopedJoinHandle::is_finished) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(texts.contains(&text), "{} bytes", text.len());
        }
    });

    assert_eq!(names(place.path()), ["a.json"]);
}

#[test]
fn a_file_that_a_killed_process_left_stands_in_nobodys_way_and_goes_when_it_is_old() {
    let place = tempfile::tempdir().unwrap();
    let [old, young] = ["1.0", "2.0"].map(|name| format!("{TEMPORARY}{name}"));
    for name in [&old, &young] {
        fs::write(place.path().join(name), "torn").unwrap();
    }
    let file = File::options().append(true).open(place.path().join(&old)).unwrap();
    file.set_modified(UNIX_EPOCH + Duration::from_secs(1_700_000_000)).unwrap();
    let next: u32 = new_name().rsplit_once('.').unwrap().1.parse().unwrap();
    for count in next..next + 20 {
        let name = format!("{TEMPORARY}{}.{count}", std::process::id());
        _ = File::create_new(place.path().join(name));
    }

    private(&place.path().join("a.json"), "text").unwrap();

    assert_eq!(fs::read_to_string(place.path().join("a.json")).unwrap(), "text");
    let names = names(place.path());
    assert!(names.contains(&young) && !names.contains(&old), "{names:?}");
}
