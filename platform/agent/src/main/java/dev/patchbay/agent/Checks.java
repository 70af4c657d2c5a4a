package dev.patchbay.agent;

import java.io.File;
import java.lang.reflect.AccessibleObject;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * What hooked methods of the JDK call first. Each asks who is behind the call, which costs the walk over a few frames, and
 * for a plugin whether its rules cover it.
 */
public final class Checks {
    private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();

    private Checks() {}

    /**
     * Denies a plugin what no grant allows.
     *
     * @param deed what it does, as the subject of a sentence
     */
    public static void never(String deed) {
        Subject subject = Callers.nearest();
        if (subject != null) {
            Guard.deny(subject, deed);
        }
    }

    /**
     * Denies a plugin what no grant allows, if it calls the method itself.
     *
     * @param deed what it does, as the subject of a sentence
     * @param hooked the class of the method
     */
    public static void neverItself(String deed, String hooked) {
        Subject subject = Callers.immediate(hooked);
        if (subject != null) {
            Guard.deny(subject, deed);
        }
    }

    /**
     * Denies a plugin to define classes, but for those that Java writes itself for a {@code switch} over types.
     *
     * @param deed what it does, as the subject of a sentence
     */
    public static void defining(String deed) {
        Subject subject = Callers.nearest();
        if (subject != null && !Callers.isSwitchOfTheJdk()) {
            Guard.deny(subject, deed);
        }
    }

    /**
     * Checks the reading of a variable of the environment.
     *
     * @param name its name
     */
    public static void environment(@Nullable String name) {
        Subject subject = Callers.immediate("java.lang.System");
        if (subject != null && name != null && !subject.rules().environment().contains(name)) {
            Guard.deny(subject, "reading the environment variable " + name, "environment: " + name);
        }
    }

    /**
     * Checks the reading of a file.
     *
     * @param path its path
     */
    public static void read(@Nullable Path path) {
        Subject subject = Callers.nearest();
        if (subject != null && path != null) {
            read(subject, path);
        }
    }

    private static void read(Subject subject, Path path) {
        if (FileRules.isOfTheSystem(path) && !FileRules.mayRead(subject.rules(), path)) {
            Guard.deny(subject, "reading " + path, "paths: " + path.toAbsolutePath().normalize() + " (r)");
        }
    }

    /**
     * Checks the writing, creation or deletion of a file.
     *
     * @param path its path
     */
    public static void write(@Nullable Path path) {
        Subject subject = Callers.nearest();
        if (subject != null && path != null) {
            write(subject, path);
        }
    }

    private static void write(Subject subject, Path path) {
        if (FileRules.isOfTheSystem(path) && !FileRules.mayWrite(subject.rules(), path)) {
            denyWrite(subject, path);
        }
    }

    private static void denyWrite(Subject subject, Path path) {
        Guard.deny(subject, "writing " + path, "paths: " + path.toAbsolutePath().normalize() + " (rw)");
    }

    /**
     * Checks the deletion of a file, or of a link wherever that leads to.
     *
     * @param path its path
     */
    public static void delete(@Nullable Path path) {
        Subject subject = Callers.nearest();
        if (subject != null && path != null && FileRules.isOfTheSystem(path)
                && !FileRules.mayTouchLink(subject.rules().writable(), path)) {
            denyWrite(subject, path);
        }
    }

    /**
     * Checks the opening of a file.
     *
     * @param path its path
     * @param options how
     */
    public static void open(@Nullable Path path, @Nullable Set<? extends OpenOption> options) {
        Subject subject = Callers.nearest();
        if (subject == null || path == null || options == null) {
            return;
        }
        boolean reads = true;
        for (Object option : options.toArray()) {
            reads &= option == StandardOpenOption.READ || option == LinkOption.NOFOLLOW_LINKS;
        }
        if (reads) {
            read(subject, path);
        } else {
            write(subject, path);
        }
    }

    /**
     * Checks a copy: one file is read, the other written.
     *
     * @param from what is read
     * @param to what is written
     */
    public static void copy(@Nullable Path from, @Nullable Path to) {
        Subject subject = Callers.nearest();
        if (subject != null && from != null && to != null) {
            read(subject, from);
            write(subject, to);
        }
    }

    /**
     * Checks a move or a link: both files are written.
     *
     * @param one a file
     * @param other a file
     */
    public static void writeBoth(@Nullable Path one, @Nullable Path other) {
        Subject subject = Callers.nearest();
        if (subject != null && one != null && other != null) {
            write(subject, other);
            if (FileRules.isOfTheSystem(one) && !FileRules.mayTouchLink(subject.rules().writable(), one)) {
                denyWrite(subject, one);
            }
        }
    }

    /**
     * Checks the creation of a link to somewhere.
     *
     * @param link the new link
     * @param target where it leads to
     */
    public static void link(@Nullable Path link, @Nullable Path target) {
        Subject subject = Callers.nearest();
        if (subject != null && link != null && target != null) {
            write(subject, link);
            write(subject, link.resolveSibling(target));
        }
    }

    /**
     * Checks the reading of a file by its name.
     *
     * @param name its path
     */
    public static void readName(@Nullable String name) {
        Subject subject = Callers.nearest();
        if (subject != null && name != null && name.indexOf('\0') < 0) {
            read(subject, Path.of(name));
        }
    }

    /**
     * Checks the writing of a file by its name.
     *
     * @param name its path
     */
    public static void writeName(@Nullable String name) {
        Subject subject = Callers.nearest();
        if (subject != null && name != null && name.indexOf('\0') < 0) {
            write(subject, Path.of(name));
        }
    }

    /**
     * Checks the opening of a file by its name.
     *
     * @param name its path
     * @param mode flags of {@link java.io.RandomAccessFile}, 1 is for reading only
     */
    public static void openName(@Nullable String name, int mode) {
        if ((mode & 1) != 0) {
            readName(name);
        } else {
            writeName(name);
        }
    }

    /**
     * Checks the reading of a file.
     *
     * @param file the file
     */
    public static void readFile(@Nullable File file) {
        Subject subject = Callers.nearest();
        if (subject != null && file != null) {
            String name = name(file);
            if (name.indexOf('\0') < 0) {
                read(subject, Path.of(name));
            }
        }
    }

    /**
     * Checks the writing of a file.
     *
     * @param file the file
     */
    public static void writeFile(@Nullable File file) {
        Subject subject = Callers.nearest();
        if (subject != null && file != null) {
            String name = name(file);
            if (name.indexOf('\0') < 0) {
                write(subject, Path.of(name));
            }
        }
    }

    /**
     * Checks the renaming of a file.
     *
     * @param from the file
     * @param to its new name
     */
    public static void renameFile(@Nullable File from, @Nullable File to) {
        writeFile(from);
        writeFile(to);
    }

    /** The path that the JDK will use: not what a subclass of a plugin says it is. */
    private static String name(File file) {
        return file.getClass() == File.class ? file.getPath() : new File(file, "").getPath();
    }

    /**
     * Checks the opening of a file system.
     *
     * @param uri which
     */
    public static void fileSystem(@Nullable URI uri) {
        Subject subject = Callers.nearest();
        if (subject != null && uri != null) {
            String scheme = String.valueOf(uri.getScheme());
            if (!scheme.equals("jar")) { // the file of a jar is checked when it is opened
                Guard.deny(subject, "opening a file system of kind " + scheme);
            }
        }
    }

    /**
     * Checks a connection, or a datagram.
     *
     * @param to where to
     */
    public static void connect(@Nullable SocketAddress to) {
        Subject subject = Callers.nearest();
        if (subject == null || to == null) {
            return;
        }
        if (!(to instanceof InetSocketAddress address)) {
            Guard.deny(subject, "connecting to the socket file " + to);
        } else if (!NetworkRules.mayConnect(subject.rules(), address)) {
            String target = address.getHostString() + ":" + address.getPort();
            Guard.deny(subject, "connecting to " + target, "hosts: " + target);
        }
    }

    /**
     * Checks whether a socket may have a local address: to listen is never allowed, to connect from one is with a host.
     *
     * @param address the address
     */
    public static void bind(@Nullable SocketAddress address) {
        Subject subject = Callers.nearest();
        if (subject == null) {
            return;
        }
        boolean isAnyPort = address == null || (address instanceof InetSocketAddress local && local.getPort() == 0);
        if (!isAnyPort || subject.rules().hosts().isEmpty()) {
            Guard.deny(subject, "listening at " + address);
        }
    }

    /**
     * Checks whether a socket may have a local port.
     *
     * @param port the port
     */
    public static void bindPort(int port) {
        bind(port == 0 ? null : new InetSocketAddress(port));
    }

    /**
     * Checks the lookup of a host name, which tells it to the name server.
     *
     * @param name the name
     */
    public static void resolve(@Nullable String name) {
        Subject subject = Callers.nearest();
        if (subject != null && name != null && !NetworkRules.mayResolve(subject.rules(), name)) {
            Guard.deny(subject, "looking up the host " + name, "hosts: " + name);
        }
    }

    /**
     * Notes whose a new thread is.
     *
     * @param thread the thread, before it runs
     */
    public static void start(Thread thread) {
        Subject subject = Callers.nearest();
        if (subject != null) {
            ThreadTags.tag(thread, subject);
        }
    }

    /**
     * Notes whose work is that comes to the pool that all code shares.
     *
     * @param pool the pool
     * @param work the work
     * @return the work, attributed if it is a plugin's
     */
    public static @Nullable Runnable execute(ForkJoinPool pool, @Nullable Runnable work) {
        if (work == null || !ForkJoinPool.commonPool().equals(pool)) {
            return work; // threads of another pool belong to whoever made it
        }
        return attributed(work);
    }

    /**
     * Notes whose work is that a thread of everybody's will run.
     *
     * @param work the work
     * @return the work, attributed if it is a plugin's
     */
    public static @Nullable Runnable attributed(@Nullable Runnable work) {
        Subject subject = Callers.nearest();
        if (work == null || subject == null
                || (work instanceof ForkJoinTask<?> && Origin.of(work.getClass()) != Origin.JDK)) {
            return work; // a class of the plugin's tells whose it is
        }
        return Attributed.of(work, subject);
    }

    /**
     * Notes whose work is that comes to the pool that all code shares.
     *
     * @param pool the pool
     * @param work the work
     * @return the work, attributed if it is a plugin's
     */
    public static @Nullable Callable<?> call(ForkJoinPool pool, @Nullable Callable<?> work) {
        if (work == null || !ForkJoinPool.commonPool().equals(pool)) {
            return work;
        }
        Subject subject = Callers.nearest();
        return subject == null ? work : new Attributed(work, subject);
    }

    /**
     * Checks that a plugin reaches into nothing of the host.
     *
     * @param declaring the class whose members are made accessible
     */
    public static void reflect(@Nullable Class<?> declaring) {
        if (declaring == null) {
            return;
        }
        Origin origin = Origin.of(declaring);
        boolean isHosts = (origin == Origin.HOST && !declaring.getName().startsWith("dev.patchbay.api."))
                || origin == Origin.AGENT || declaring.getName().equals("sun.misc.Unsafe")
                || declaring == AccessibleObject.class;
        if (isHosts) {
            never("reaching into " + declaring.getName() + " by reflection");
        }
    }

    /**
     * Checks that a plugin loads no class of the host past the loader it was given.
     *
     * @param loader who loads
     * @param name the class
     */
    public static void loadClass(@Nullable ClassLoader loader, @Nullable String name) {
        if (!SYSTEM.equals(loader) || name == null || name.startsWith("dev.patchbay.api.") || name.startsWith("java")) {
            return;
        }
        Subject subject = Callers.immediate("java.lang.ClassLoader");
        if (subject != null) {
            Guard.deny(subject, "loading " + name + " of the host");
        }
    }
}
