use std::fs::{self, Permissions};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::process::{Child, Command, Stdio};

use super::super::New;
use super::*;

const START: &str = "# mine\n[profile a]\nregion = eu-west-1\n";

fn place(folder: &Path) -> Place {
    Place::new(FileKind::Config, &folder.join("config"), Some(folder))
}

fn write(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("config");
    fs::write(&path, text).unwrap();
    path
}

/// Returns what gives the first region another value.
fn region(value: &str) -> impl FnMut(&[u8]) -> Result<Vec<Edit>, EditError> + use<> {
    let value = value.to_owned();
    move |_| Ok(vec![Edit::Value { line: 3, value: value.clone() }])
}

/// Returns what adds a section at the end.
fn section(name: &str) -> impl FnMut(&[u8]) -> Result<Vec<Edit>, EditError> + use<> {
    let name = name.to_owned();
    move |text| {
        let behind = memchr::memchr_iter(b'\n', text).count();
        let setting = New::Setting { key: "region".to_owned(), value: "eu-west-1".to_owned() };
        let new = [New::Header(format!("profile {name}")), setting];
        Ok(new.into_iter().map(|new| Edit::Insert { behind, new }).collect())
    }
}

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
fn mode_and_links_stay_and_only_the_old_text_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    fs::create_dir(folder.path().join("dotfiles")).unwrap();
    let target = folder.path().join("dotfiles/config");
    fs::rename(&path, &target).unwrap();
    symlink("dotfiles/config", &path).unwrap();
    fs::set_permissions(&target, Permissions::from_mode(0o640)).unwrap();

    let written = rewrite(&place(folder.path()), Options::default(), &mut region("x")).unwrap();

    assert_eq!(written, Written { is_changed: true, notes: Vec::new() });
    assert!(path.is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), START.replace("eu-west-1", "x"));
    assert_eq!(mode(&target), 0o640);
    assert_eq!(names(&folder.path().join("dotfiles")), ["config"]);
    assert_eq!(mode(&folder.path().join(".aws/.awsp.lock")), 0o600);
    assert_eq!(mode(&folder.path().join(".aws")), 0o700);
}

#[test]
fn a_new_file_is_for_this_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(".aws/config");
    let place = Place::new(FileKind::Config, &path, Some(folder.path()));

    rewrite(&place, Options::default(), &mut section("a")).unwrap();

    assert_eq!(fs::read_to_string(&path).unwrap(), "[profile a]\nregion = eu-west-1\n");
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn no_change_is_no_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    let before = fs::metadata(&path).unwrap();
    let options = Options { backs_up: true, ..Options::default() };

    let written = rewrite(&place(folder.path()), options, &mut region("eu-west-1")).unwrap();

    let after = fs::metadata(&path).unwrap();
    assert_eq!((after.ino(), after.mtime_nsec()), (before.ino(), before.mtime_nsec()));
    assert!(!written.is_changed);
    assert_eq!(names(folder.path()), [".aws", "config"]);
}

#[test]
fn the_old_text_is_kept_for_this_user_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    let options = Options { backs_up: true, ..Options::default() };

    rewrite(&place(folder.path()), options, &mut region("x")).unwrap();

    let backup = folder.path().join("config.awsp-bak");
    assert_eq!(fs::read_to_string(&backup).unwrap(), START);
    assert_eq!((mode(&backup), mode(&path)), (0o600, 0o644));
}

#[test]
fn a_file_that_would_lose_something_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    let place = place(folder.path());
    fs::hard_link(&path, folder.path().join("other")).unwrap();

    let error = rewrite(&place, Options::default(), &mut region("x")).unwrap_err();

    assert!(error.hint().contains("--break-links"), "{error}");
    assert_eq!(error.exit_code(), 7);
    assert_eq!(fs::read_to_string(&path).unwrap(), START);
    let options = Options { break_links: true, ..Options::default() };
    rewrite(&place, options, &mut region("x")).unwrap();
    assert_eq!(fs::read_to_string(folder.path().join("other")).unwrap(), START);

    fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    let error = rewrite(&place, options, &mut region("y")).unwrap_err();
    assert!(error.to_string().contains("read-only"), "{error}");
}

#[test]
fn a_file_of_another_user_is_refused_unless_asked_and_stays_theirs() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    let other = rustix::process::geteuid().as_raw() + 1000;
    if std::os::unix::fs::chown(&path, Some(other), Some(other)).is_err() {
        return; // only root can give files away
    }
    let place = place(folder.path());

    let error = rewrite(&place, Options::default(), &mut region("x")).unwrap_err();

    assert!(error.hint().contains("--as-root"), "{error}");
    assert!(!folder.path().join(".aws").exists());
    let options = Options { as_root: true, ..Options::default() };
    rewrite(&place, options, &mut region("x")).unwrap();
    let metadata = fs::metadata(&path).unwrap();
    assert_eq!((metadata.uid(), metadata.gid()), (other, other));
}

#[test]
fn attributes_go_along() {
    use rustix::fs::{XattrFlags, getxattr, setxattr};
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    if setxattr(&path, "user.note", b"mine", XattrFlags::empty()).is_err() {
        return; // this file system has none
    }

    rewrite(&place(folder.path()), Options::default(), &mut region("x")).unwrap();

    let mut value = [0_u8; 16];
    let length = getxattr(&path, "user.note", value.as_mut_slice()).unwrap();
    assert_eq!(&value[..length], b"mine");
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let error = rewrite(&place(folder.path()), Options::default(), &mut region("x")).unwrap_err();
    assert_eq!(error.exit_code(), 7);
    fs::remove_file(&path).unwrap();
    symlink("config", &path).unwrap();
    assert!(rewrite(&place(folder.path()), Options::default(), &mut region("x")).is_err());
    fs::remove_file(&path).unwrap();
    symlink("/dev/zero", &path).unwrap();
    assert!(rewrite(&place(folder.path()), Options::default(), &mut region("x")).is_err());
}

#[test]
fn a_refused_edit_names_the_line_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "[profile a]\nk = v\n[profile a\n");

    let error = rewrite(&place(folder.path()), Options::default(), &mut section("b")).unwrap_err();

    assert_eq!(error.exit_code(), 3);
    assert!(error.to_string().contains("config:3: "), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "[profile a]\nk = v\n[profile a\n");
}

#[test]
fn what_a_killed_awsp_left_behind_goes_and_that_of_a_living_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), START);
    let mut ended = Command::new("true").spawn().unwrap();
    ended.wait().unwrap();
    let old = folder.path().join(format!(".awsp-tmp.{}.0", ended.id()));
    let living = folder.path().join(format!(".awsp-tmp.{}.9999999", std::process::id()));
    for path in [&old, &living] {
        fs::write(path, "torn").unwrap();
    }

    rewrite(&place(folder.path()), Options::default(), &mut region("x")).unwrap();

    assert!(!old.exists() && living.exists());
}

/// Edits `config` in the folder that it is started in, as its standard input says: a name and how many sections.
#[test]
#[ignore = "other tests start it"]
fn a_process_of_its_own() {
    let mut words = String::new();
    std::io::stdin().read_to_string(&mut words).unwrap();
    let (name, count) = words.trim().split_once(' ').unwrap();
    let folder = fs::canonicalize(".").unwrap();
    for number in 0..count.parse::<usize>().unwrap() {
        let mut editor = section(&format!("{name}{number}"));
        rewrite(&place(&folder), Options::default(), &mut editor).unwrap();
    }
}

fn start(folder: &Path, limits: &str, words: &str) -> Child {
    let name = "edit::write::tests::a_process_of_its_own";
    let line = format!("{limits}exec \"$0\" --exact {name} --ignored");
    let mut command = Command::new("sh");
    command.args(["-c", &line]).arg(std::env::current_exe().unwrap()).current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(words.as_bytes()).unwrap();
    child
}

/// Adds a section as the AWS CLI does: in place, without a lock, with a gap in which the file is empty.
fn write_as_aws_cli(path: &Path, name: &str) {
    let mut file = File::options().read(true).write(true).open(path).unwrap();
    let mut text = String::new();
    file.read_to_string(&mut text).unwrap();
    if text.is_empty() {
        thread::sleep(Duration::from_millis(5));
        return write_as_aws_cli(path, name);
    }
    file.set_len(0).unwrap();
    file.rewind().unwrap();
    thread::sleep(Duration::from_millis(20));
    text += &["[profile ", name, "]\nregion = us-east-1\n"].concat();
    file.write_all(text.as_bytes()).unwrap();
}

fn sections(text: &str) -> Vec<String> {
    let headers = text.lines().filter_map(|line| line.strip_prefix("[profile ")?.strip_suffix(']'));
    let mut names: Vec<String> = headers.map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn of_many_writers_at_once_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    let mut children: Vec<Child> =
        (0..4).map(|number| start(folder.path(), "", &format!("own{number}x 10"))).collect();

    for number in 0..10 {
        write_as_aws_cli(&path, &format!("foreign{number}"));
        thread::sleep(Duration::from_millis(30));
    }

    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    let text = fs::read_to_string(&path).unwrap();
    let mut expected: Vec<String> = (0..10).map(|number| format!("foreign{number}")).collect();
    let own = (0..4).flat_map(|writer| (0..10).map(move |number| format!("own{writer}x{number}")));
    expected.extend(own);
    expected.push("a".to_owned());
    expected.sort();
    assert_eq!(sections(&text), expected);
    assert!(text.starts_with(START));
    assert_eq!(names(folder.path()), [".aws", "config"]);
}

#[test]
fn a_reader_sees_an_old_text_or_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let start_text = format!("{START}{}", "# long\n".repeat(20_000));
    let path = write(folder.path(), &start_text);
    let mut child = start(folder.path(), "", "own 10");
    let mut most = 1;

    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(&start_text) && text.ends_with('\n'), "{} bytes", text.len());
        let now = sections(&text).len();
        assert!(now >= most);
        most = now;
    }

    assert_eq!(sections(&fs::read_to_string(&path).unwrap()).len(), 11);
}

#[test]
fn who_is_killed_leaves_the_old_text_or_the_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    let mut before = 1;
    for round in 0..12_u64 {
        let mut child = start(folder.path(), "", &format!("round{round}x 1000"));
        thread::sleep(Duration::from_millis(20 + round * 7));
        child.kill().unwrap();
        child.wait().unwrap();

        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(START));
        assert_eq!(text.lines().count(), sections(&text).len() * 2 + 1);
        assert!(sections(&text).len() >= before);
        before = sections(&text).len();
    }

    rewrite(&place(folder.path()), Options::default(), &mut section("last")).unwrap();

    assert_eq!(names(folder.path()), [".aws", "config"]);
    assert!(before > 1);
}

#[test]
fn where_there_is_no_room_the_old_text_stays_and_nothing_is_left_behind() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{START}{}", "# long\n".repeat(20_000));
    let path = write(folder.path(), &text);

    let ended = start(folder.path(), "trap '' XFSZ; ulimit -f 16; ", "own 1").wait().unwrap();

    assert!(!ended.success());
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(names(folder.path()), [".aws", "config"]);
}

#[test]
fn what_is_written_into_the_old_file_after_all_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), START);
    let mut file = File::options().read(true).write(true).open(&path).unwrap();
    let place = place(folder.path());
    let spot = Spot::open(&path).unwrap();
    let mut current = spot.settled(&own_stamp::Stamps::default()).unwrap();
    let mut work = Work {
        place: &place,
        options: Options::default(),
        spot,
        lock: None,
        stamps: own_stamp::Stamps::default(),
        watched: Vec::new(),
        backed_up: false,
        written: Written::default(),
    };
    current.text = START.into();
    assert!(work.put(current, START.replace("eu-west-1", "x").as_bytes()).unwrap());
    let theirs = START.replace("# mine", "# theirs");
    file.set_len(0).unwrap();
    file.write_all(theirs.as_bytes()).unwrap();

    work.adopt(&mut region("x")).unwrap();

    assert_eq!(fs::read_to_string(&path).unwrap(), theirs.replace("eu-west-1", "x"));
}

#[test]
fn a_file_that_is_being_written_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "");
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(100));
            let mut file = File::options().write(true).open(&path).unwrap();
            file.write_all(START.as_bytes()).unwrap();
        });
        rewrite(&place(folder.path()), Options::default(), &mut region("x")).unwrap();
    });

    assert_eq!(fs::read_to_string(&path).unwrap(), START.replace("eu-west-1", "x"));
}
