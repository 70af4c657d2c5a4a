package dev.patchbay.host.jar;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.host.jar.RawZip.Entry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The JARs of row 18 of the threats: each has a static initializer that leaves a mark if a class of it is ever run. */
final class HostileJars {
    private final byte[] good;
    private final byte[] library = PluginJar.libraryOf("org.example.Thing",
            "package org.example; public final class Thing {}");
    private final Map<String, byte[]> all = new LinkedHashMap<>();

    private HostileJars(Path mark) {
        good = PluginJar.of("hostile", "1.0.0")
                .member("static { try { java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + mark
                        + "\"), \"ran\"); } catch (java.io.IOException e) { throw new IllegalStateException(e); } }")
                .tool("run", "return CallToolResult.text(\"\");").bytes();
    }

    /** The JARs by what is wrong with them. */
    static Map<String, byte[]> all(Path mark) {
        HostileJars jars = new HostileJars(mark);
        jars.names();
        jars.kinds();
        jars.twice();
        jars.headers();
        jars.layout();
        jars.sizes();
        jars.packages();
        jars.nested();
        jars.manifests();
        return jars.all;
    }

    /** The same without anything wrong. */
    static byte[] good(Path mark) {
        return new HostileJars(mark).good;
    }

    static byte[] withStoredLibrary(Path mark) {
        HostileJars jars = new HostileJars(mark);
        return RawZip.of(jars.good).with(Entry.stored("lib/thing.jar", jars.library)).bytes();
    }

    private void add(String what, Consumer<RawZip> change) {
        RawZip zip = RawZip.of(good);
        change.accept(zip);
        if (all.put(what, zip.bytes()) != null) {
            throw new IllegalStateException(what + " twice");
        }
    }

    private void entry(String name) {
        add("entry " + name.replace("\0", "NUL").replace("\n", "LF"), zip -> zip.with(name, "evil"));
    }

    private void names() {
        for (String name : new String[]{"../evil.txt", "a/../../evil.txt", "/etc/evil", "..\\evil.txt",
            "a\\..\\..\\evil", "C:/evil.txt", "c:\\evil", "../plugins2/evil.txt", "a/../../dir-evil/evil", "./evil.txt",
            "a/./evil.txt", "a//evil.txt", "evil\0.txt", "evil\n.txt", "META-INF/../../evil", "..",
            "lib/../../evil.jar"}) {
            entry(name);
        }
        add("a name that is not UTF-8", zip -> {
            Entry entry = Entry.of("x", new byte[1]);
            entry.centralName = new byte[]{(byte) 0xC0, (byte) 0xAE, (byte) 0xC0, (byte) 0xAE, '/', 'x'};
            entry.localName = entry.centralName;
            zip.with(entry);
        });
        add("a name of 5,000 characters", zip -> zip.with("a/".repeat(2_500) + "b", "x"));
        add("an entry without a name", zip -> zip.with("", "x"));
    }

    private void kinds() {
        add("a symbolic link", zip -> zip.with(unix("link", "../../etc", 0xA1FF)));
        add("a link to a folder", zip -> zip.with(unix("link", "/", 0xA1FF)).with("link/evil.txt", "evil"));
        add("a device", zip -> zip.with(unix("device", "", 0x21FF)));
        add("a pipe", zip -> zip.with(unix("pipe", "", 0x11FF)));
        add("an encrypted entry", zip -> {
            Entry entry = Entry.of("secret", new byte[20]);
            entry.localFlags = 1;
            entry.centralFlags = 1;
            zip.with(entry);
        });
        add("an entry encrypted by its directory only", zip -> {
            Entry entry = Entry.of("secret", new byte[20]);
            entry.centralFlags = 1;
            zip.with(entry);
        });
        add("a method that Java does not read", zip -> {
            Entry entry = Entry.of("x", new byte[20]);
            entry.method = 14;
            entry.localMethod = 14;
            zip.with(entry);
        });
        add("a folder with content", zip -> zip.with("folder/", "content"));
        add("a file that is a folder too", zip -> zip.with("thing", "x").with("thing/evil", "x"));
    }

    private static Entry unix(String name, String target, int mode) {
        Entry entry = Entry.of(name, target.getBytes(StandardCharsets.UTF_8));
        entry.madeBy = 3 << 8 | 20;
        entry.attributes = (long) mode << 16;
        return entry;
    }

    private void twice() {
        add("plugin.properties twice", zip -> zip.with("plugin.properties", "a").with("plugin.properties", "b"));
        add("the manifest twice", zip -> zip.with("META-INF/MANIFEST.MF", "Plugin-Id: other\n"));
        add("the manifest in lower case too", zip -> zip.with("meta-inf/manifest.mf", "Plugin-Id: other\n"));
        add("the definitions twice", zip -> zip.with(Definitions.PATH, "{}"));
        add("a class twice", zip -> zip.with(zip.entries.stream()
                .filter(each -> new String(each.centralName, StandardCharsets.UTF_8).endsWith("Glue.class")).findFirst()
                .orElseThrow()));
        add("a resource in another case", zip -> zip.with("data/File.txt", "a").with("DATA/file.TXT", "b"));
        add("a name composed and decomposed", zip -> zip.with("caf\u00e9.txt", "a").with("cafe\u0301.txt", "b"));
        add("a name with a long s", zip -> zip.with("class.txt", "a").with("cla\u017f\u017f.txt", "b"));
        add("one entry listed twice", zip -> zip.first(Definitions.PATH).repeats = 2);
    }

    private void headers() {
        add("another name in the header",
                zip -> zip.with(Entry.of("good.txt", new byte[3]).named("good.txt", "evil.txt")));
        add("the manifest under another name in the header",
                zip -> zip.first("META-INF/MANIFEST.MF").named("META-INF/MANIFEST.MF", "META-INF/MANIFEST.ZZ"));
        add("another size in the header", zip -> zip.first(Definitions.PATH).localSize += 7);
        add("another checksum in the header", zip -> zip.first(Definitions.PATH).localCrc ^= 1);
        add("another method in the header", zip -> zip.first(Definitions.PATH).localMethod = 0);
        add("another checksum than the content", zip -> {
            zip.first(Definitions.PATH).localCrc ^= 1;
            zip.first(Definitions.PATH).centralCrc ^= 1;
        });
        add("a descriptor that says something else", zip -> {
            Entry entry = zip.first(Definitions.PATH);
            entry.localFlags = 8;
            entry.centralFlags = 8;
            entry.localCrc = 0;
            entry.localSize = 0;
            entry.localPacked = 0;
            entry.descriptor = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(0x08074b50).putInt(1)
                    .putInt((int) entry.centralPacked).putInt((int) entry.centralSize).array();
        });
        add("a second name in an extra field", zip -> {
            Entry entry = Entry.of("good.txt", new byte[3]);
            byte[] name = "\1\0\0\0\0../evil.txt".getBytes(StandardCharsets.UTF_8);
            entry.centralExtra = ByteBuffer.allocate(4 + name.length).order(ByteOrder.LITTLE_ENDIAN)
                    .putShort((short) 0x7075).putShort((short) name.length).put(name).array();
            zip.with(entry);
        });
        add("sizes of ZIP64 in the header only", zip -> {
            Entry entry = zip.first(Definitions.PATH);
            entry.localExtra = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putShort((short) 1)
                    .putShort((short) 16).putLong(3).putLong(3).array();
        });
        add("a size of ZIP64 that is not there", zip -> zip.first(Definitions.PATH).centralSize = 0xFFFFFFFFL);
    }

    private void layout() {
        add("an entry that is not in the directory", zip -> {
            Entry entry = Entry.of("hidden.txt", new byte[3]);
            entry.isInDirectory = false;
            zip.with(entry);
        });
        add("another archive in front", zip -> {
            zip.prefix = good;
            zip.directoryOff = 0;
        });
        add("a script in front", zip -> zip.prefix = "#!/bin/sh\nexec evil\n".getBytes(StandardCharsets.UTF_8));
        add("bytes between entries", zip -> zip.first(Definitions.PATH).gap = new byte[9]);
        add("bytes in front of the directory", zip -> zip.beforeDirectory = new byte[9]);
        add("bytes behind the directory", zip -> zip.afterDirectory = new byte[9]);
        add("an archive behind the end", zip -> zip.suffix = good);
        add("bytes behind the end", zip -> zip.suffix = new byte[100]);
        add("a second end in the comment", zip -> {
            byte[] end = RawZip.of(PluginJar.zip(Map.of("a", new byte[1]))).bytes();
            zip.comment = java.util.Arrays.copyOfRange(end, end.length - 22, end.length);
        });
        add("a directory that counts too few", zip -> zip.countOff = -1);
        add("a directory that counts too many", zip -> zip.countOff = 1);
        add("a part of several files", zip -> zip.diskNumber = 1);
        add("a directory elsewhere", zip -> zip.directoryOff = -4);
        add("an entry whose header is elsewhere", zip -> zip.first(Definitions.PATH).offsetOff = 1);
        add("an end of ZIP64", zip -> zip.afterDirectory = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x07064b50).array());
        all.put("half a JAR", java.util.Arrays.copyOf(good, good.length / 2));
        all.put("no JAR at all", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        all.put("nothing", new byte[0]);
        RawZip overlaid = RawZip.of(good);
        for (int i = 0; i < 50; i++) {
            Entry each = Entry.of("copy" + i, new byte[1000]);
            each.isInDirectory = i == 0;
            overlaid.with(each);
        }
        overlaid.first("copy0").repeats = 50;
        all.put("one content as fifty entries", overlaid.bytes());
    }

    private void sizes() {
        add("a bomb of one entry", zip -> zip.with(Entry.of("bomb", new byte[32 << 20])));
        add("a bomb in a library", zip -> zip.with(Entry.stored("lib/bomb.jar",
                RawZip.of(library).with(Entry.of("bomb", new byte[32 << 20])).bytes())));
        add("a bomb that says it is small", zip -> {
            Entry bomb = Entry.of("bomb", new byte[32 << 20]);
            bomb.localSize = 100;
            bomb.centralSize = 100;
            zip.with(bomb);
        });
        add("42.zip: archives in archives", zip -> {
            byte[] inner = RawZip.of(library).with(Entry.of("zeros", new byte[8 << 20])).bytes();
            for (int i = 0; i < 8; i++) {
                zip.with(Entry.stored("lib/layer" + i + ".jar", inner));
            }
        });
        add("too many entries", zip -> {
            for (int i = 0; i < 3_000; i++) {
                zip.with(Entry.stored("e/" + i, new byte[0]));
            }
        });
        add("definitions of many megabytes", zip -> {
            zip.entries.removeIf(entry -> entry.is(Definitions.PATH));
            zip.with(Entry.stored(Definitions.PATH, ("{\"formatVersion\":1,\"x\":\"" + "y".repeat(3 << 20) + "\"}")
                    .getBytes(StandardCharsets.UTF_8)));
        });
        add("a stored entry with two sizes", zip -> {
            Entry entry = Entry.stored("x", new byte[10]);
            entry.centralSize = 5;
            entry.localSize = 5;
            zip.with(entry);
        });
        add("data that cannot be unpacked", zip -> {
            Entry entry = Entry.of("x", new byte[1000]);
            java.util.Arrays.fill(entry.packed, (byte) 0xFF);
            zip.with(entry);
        });
    }

    private void packages() {
        for (String path : new String[]{"dev/patchbay/api/Plugin.class", "dev/patchbay/api/spi/PluginGlue.class",
            "dev/patchbay/host/PluginHost.class", "dev/patchbay/broker/Grants.class",
            "dev/patchbay/agent/Guard.class", "dev/patchbay/vault/Vault.class", "java/lang/String.class",
            "java/evil/Evil.class", "jdk/internal/misc/Unsafe.class", "sun/nio/ch/Evil.class", "javax/sql/Evil.class",
            "META-INF/versions/21/dev/patchbay/api/Plugin.class", "META-INF/versions/09/java/lang/String.class",
            "meta-inf/VERSIONS/21/dev/patchbay/host/PluginHost.class",
            "META-INF/versions/21/META-INF/MANIFEST.MF", "META-INF/versions/21/" + Definitions.PATH}) {
            add("class " + path, zip -> zip.with(path, "x"));
        }
    }

    private void nested() {
        add("a JAR beside lib", zip -> zip.with(Entry.stored("evil.jar", library)));
        add("a JAR below lib", zip -> zip.with(Entry.stored("lib/deep/evil.jar", library)));
        add("a JAR in upper case", zip -> zip.with(Entry.stored("lib/EVIL.JAR", library)));
        add("a WAR", zip -> zip.with(Entry.stored("web.war", library)));
        add("a library that is no JAR", zip -> zip.with("lib/evil.jar", "#!/bin/sh"));
        add("a library with the API", zip -> zip.with(Entry.stored("lib/evil.jar",
                RawZip.of(library).with("dev/patchbay/api/Plugin.class", "x").bytes())));
        add("a library with a class of Java", zip -> zip.with(Entry.stored("lib/evil.jar",
                RawZip.of(library).with("java/lang/Evil.class", "x").bytes())));
        add("a library with a class twice", zip -> zip.with(Entry.stored("lib/evil.jar",
                RawZip.of(library).with("org/example/Thing.class", "x").bytes())));
        add("a library that leaves its folder", zip -> zip.with(Entry.stored("lib/evil.jar",
                RawZip.of(library).with("../evil", "x").bytes())));
        add("a library with a link", zip -> zip.with(Entry.stored("lib/evil.jar",
                RawZip.of(library).with(unix("link", "/etc", 0xA1FF)).bytes())));
        add("a library with another name in a header", zip -> zip.with(Entry.stored("lib/evil.jar", RawZip.of(library)
                .with(Entry.of("good.txt", new byte[3]).named("good.txt", "evil.txt")).bytes())));
        add("a library whose Class-Path leaves it", zip -> zip.with(Entry.stored("lib/evil.jar", RawZip.of(library)
                .with("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nClass-Path: ../../evil.jar\n\n").bytes())));
        add("a library with a class of the plugin", zip -> zip.with(Entry.stored("lib/evil.jar",
                RawZip.of(library).with("dev/example/hostile/Own.class", "x").bytes()))
                .with("dev/example/hostile/Own.class", "x"));
    }

    private void manifests() {
        for (String line : new String[]{"Launcher-Agent-Class: evil.Agent", "Premain-Class: evil.Agent",
            "Agent-Class: evil.Agent", "Class-Path: ../evil.jar", "Patchbay-Grants: everything: *",
            "Patchbay-Grants: paths: ../../etc (rw)", "Plugin-Id: ../evil", "Patchbay-Namespace: a/b"}) {
            String name = line.substring(0, line.indexOf(':'));
            add("manifest with " + line, zip -> {
                Entry old = zip.first("META-INF/MANIFEST.MF");
                String text = new String(old.data, StandardCharsets.UTF_8).replaceAll("(?m)^" + name + ":.*\\R", "");
                zip.entries.remove(old);
                zip.entries.addFirst(Entry.of("META-INF/MANIFEST.MF",
                        (text.stripTrailing() + "\r\n" + line + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
            });
        }
        add("no manifest", zip -> zip.entries.removeIf(entry -> entry.is("META-INF/MANIFEST.MF")));
        add("no definitions", zip -> zip.entries.removeIf(entry -> entry.is(Definitions.PATH)));
        add("definitions nested ten thousand deep", zip -> {
            zip.entries.removeIf(entry -> entry.is(Definitions.PATH));
            zip.with(Definitions.PATH, "{\"formatVersion\":1,\"x\":" + "[".repeat(10_000));
        });
    }
}
