package dev.patchbay.agent;

import dev.patchbay.agent.Hook.Given;
import java.util.ArrayList;
import java.util.List;

/**
 * The methods of the JDK that are checked: where calls of many public methods come together. Written for JDK 25 on Linux
 * and macOS.
 */
final class Hooks {
    private static final String PATH = "Ljava/nio/file/Path;";
    private static final String FILE = "Ljava/io/File;";
    private static final String STRING = "Ljava/lang/String;";
    private static final String ADDRESS = "Ljava/net/SocketAddress;";
    private static final String CLASS = "Ljava/lang/Class;";

    private final List<Hook> all = new ArrayList<>();
    private String type = "";

    private Hooks() {}

    static List<Hook> all() {
        Hooks hooks = new Hooks();
        hooks.processes();
        hooks.machine();
        hooks.defaultsOfEverybody();
        hooks.network();
        hooks.files();
        hooks.olderFiles();
        hooks.code();
        hooks.threads();
        return List.copyOf(hooks.all);
    }

    private void processes() {
        in("java.lang.ProcessBuilder").never("starting a process", "start", "startPipeline")
                .never("reading the environment of a process to be", "environment:()");
        in("java.lang.ProcessImpl").never("starting a process", "start");
        in("java.lang.ProcessHandleImpl").never("ending a process", "destroyProcess");
    }

    private void machine() {
        in("java.lang.Runtime").never("ending the server", "exit", "halt")
                .never("adding a shutdown hook", "addShutdownHook", "removeShutdownHook")
                .never("loading native code", "load0", "loadLibrary0");
        in("java.lang.System").never("ending the server", "exit").never("loading native code", "load", "loadLibrary")
                .never("changing system properties", "setProperty", "setProperties", "clearProperty")
                .never("replacing a standard stream", "setIn", "setOut", "setErr")
                .neverItself("taking the table of all system properties", "getProperties")
                .neverItself("reading the whole environment", "getenv:()")
                .check("environment", "getenv", "(Ljava/lang/String;", slot(1, STRING));
        in("jdk.internal.misc.Signal").never("handling signals", "handle");
        in("com.sun.tools.attach.VirtualMachine").never("attaching to a Java process", "attach");
        in("com.sun.management.internal.HotSpotDiagnostic").never("dumping memory or changing flags of Java",
                "dumpHeap",
                "setVMOption", "dumpThreads:(Ljava/lang/String;");
        in("com.sun.jmx.mbeanserver.JmxMBeanServer").never("changing MBeans", "registerMBean", "createMBean",
                "unregisterMBean", "setAttribute", "setAttributes", "invoke");
        in("java.security.Security").never("changing security providers or properties", "insertProviderAt",
                "addProvider",
                "removeProvider", "setProperty");
    }

    private void defaultsOfEverybody() {
        in("java.util.Locale").never("changing the default locale", "setDefault");
        in("java.util.TimeZone").never("changing the default time zone", "setDefault:(Ljava/util/TimeZone;)");
        in("java.net.URL").never("changing how URLs are opened", "setURLStreamHandlerFactory");
        in("java.net.URLConnection").never("changing how URLs are opened", "setContentHandlerFactory", "setFileNameMap",
                "setDefaultUseCaches:(Ljava/lang/String;Z)", "setDefaultAllowUserInteraction");
        in("java.net.ProxySelector").never("changing the proxy of everybody", "setDefault");
        in("java.net.Authenticator").never("changing the authenticator of everybody", "setDefault");
        in("java.net.CookieHandler").never("changing the cookies of everybody", "setDefault");
        in("java.net.ResponseCache").never("changing the cache of everybody", "setDefault");
        in("java.net.Socket").never("changing the sockets of everybody", "setSocketImplFactory");
        in("java.net.ServerSocket").never("changing the sockets of everybody", "setSocketFactory");
        in("java.net.DatagramSocket").never("changing the sockets of everybody", "setDatagramSocketImplFactory");
        in("javax.net.ssl.SSLContext").never("changing the TLS of everybody", "setDefault");
        in("javax.net.ssl.HttpsURLConnection").never("changing the TLS of everybody", "setDefaultHostnameVerifier",
                "setDefaultSSLSocketFactory");
        in("java.util.logging.LogManager").neverItself("changing the logging of everybody", "readConfiguration",
                "reset",
                "updateConfiguration");
    }

    private void network() {
        in("sun.nio.ch.SocketChannelImpl").check("connect", "connect", "(", slot(1, ADDRESS))
                .check("connect", "blockingConnect", "(", slot(1, ADDRESS))
                .check("bind", "bind", "(Ljava/net/SocketAddress;)Ljava/nio/channels/SocketChannel;", slot(1, ADDRESS));
        in("sun.nio.ch.NioSocketImpl").check("connect", "connect", "(Ljava/net/SocketAddress;", slot(1, ADDRESS))
                .check("bindPort", "bind", "(", slot(2, "I")).never("listening at a socket", "listen");
        in("sun.nio.ch.UnixAsynchronousSocketChannelImpl").check("connect", "implConnect", "(", slot(1, ADDRESS));
        in("sun.nio.ch.AsynchronousSocketChannelImpl").check("bind", "bind",
                "(Ljava/net/SocketAddress;)Ljava/nio/channels/AsynchronousSocketChannel;", slot(1, ADDRESS));
        in("sun.nio.ch.ServerSocketChannelImpl").never("listening at a socket", "bind");
        in("sun.nio.ch.AsynchronousServerSocketChannelImpl").never("listening at a socket", "bind");
        in("sun.nio.ch.DatagramChannelImpl").check("connect", "connect", "(Ljava/net/SocketAddress;Z", slot(1, ADDRESS))
                .check("connect", "send", "(Ljava/nio/ByteBuffer;Ljava/net/SocketAddress;", slot(2, ADDRESS))
                .check("bind", "bind", "(Ljava/net/SocketAddress;)Ljava/nio/channels/DatagramChannel;",
                        slot(1, ADDRESS))
                .never("joining a multicast group", "innerJoin");
        in("java.net.InetAddress").check("resolve", "getAddressesFromNameService", "(", slot(1, STRING))
                .never("looking up the name of an address", "getHostFromNameService")
                .never("probing a host", "isReachable:(Ljava/net/NetworkInterface;II");
        in("jdk.internal.net.http.HttpClientBuilderImpl").never(
                "making an HTTP client of its own (PluginContext.http() is one)", "build");
    }

    private void files() {
        String options = "Ljava/util/Set;";
        in("sun.nio.fs.UnixFileSystemProvider").check("open", "newFileChannel", "(", slot(1, PATH), slot(2, options))
                .check("open", "newAsynchronousFileChannel", "(", slot(1, PATH), slot(2, options))
                .check("open", "newByteChannel", "(", slot(1, PATH), slot(2, options))
                .check("delete", "implDelete", "(", slot(1, PATH))
                .check("copy", "copy", "(", slot(1, PATH), slot(2, PATH))
                .check("writeBoth", "move", "(", slot(1, PATH), slot(2, PATH))
                .check("link", "createSymbolicLink", "(", slot(1, PATH), slot(2, PATH))
                .check("link", "createLink", "(", slot(1, PATH), slot(2, PATH))
                .check("write", "createDirectory", "(", slot(1, PATH));
        for (String read : List.of("readAttributes", "readAttributesIfExists", "newDirectoryStream", "checkAccess",
                "isReadable", "isWritable", "isExecutable", "isHidden", "readSymbolicLink", "exists",
                "isSameFile", "getFileAttributeView")) {
            check("read", read, "(" + PATH, slot(1, PATH));
        }
        check("read", "getFileStore", "(" + PATH, slot(1, PATH));
        in("sun.nio.fs.UnixPath").check("read", "toRealPath", "(", slot(0, PATH));
        in("sun.nio.fs.AbstractFileSystemProvider").check("write", "setAttribute", "(", slot(1, PATH));
        Given attributed = new Given.Field("file", "Lsun/nio/fs/UnixPath;", PATH);
        in("sun.nio.fs.UnixFileAttributeViews$Basic").check("write", "setTimes", "(", attributed);
        in("sun.nio.fs.UnixFileAttributeViews$Posix").check("write", "setMode", "(", attributed)
                .check("write", "setOwners", "(", attributed);
        in("sun.nio.fs.UnixUserDefinedFileAttributeView")
                .check("write", "write", "(Ljava/lang/String;Ljava", attributed)
                .check("write", "delete", "(", attributed);
        in("sun.nio.fs.UnixSecureDirectoryStream").never("working relatively to an open folder", "newDirectoryStream",
                "newByteChannel", "implDelete", "move", "getFileAttributeViewImpl");
        if (System.getProperty("os.name").equals("Linux")) {
            in("sun.nio.fs.LinuxFileSystemProvider").check("read", "readAttributes", "(" + PATH, slot(1, PATH))
                    .check("read", "getFileAttributeView", "(" + PATH, slot(1, PATH));
            in("sun.nio.fs.LinuxDosFileAttributeView").check("write", "updateDosAttribute", "(", attributed);
            in("sun.nio.fs.LinuxWatchService").check("read", "register", "(", slot(1, PATH));
        }
        in("java.nio.file.FileSystems").check("fileSystem", "newFileSystem",
                "(Ljava/net/URI;Ljava/util/Map;Ljava/lang/ClassLoader;", slot(1, "Ljava/net/URI;"))
                .check("read", "newFileSystem", "(Ljava/nio/file/Path;Ljava/util/Map;Ljava/lang/ClassLoader;",
                        slot(1, PATH));
    }

    private void olderFiles() {
        in("java.io.FileInputStream").check("readName", "open", "(", slot(1, STRING));
        in("java.io.FileOutputStream").check("writeName", "open", "(", slot(1, STRING));
        in("java.io.RandomAccessFile").check("openName", "open", "(", slot(1, STRING), slot(2, "I"));
        in("java.io.File").check("writeFile", "deleteOnExit", "(", slot(0, FILE));
        in("java.util.zip.ZipFile").check("readFile", "<init>", "(Ljava/io/File;ILjava/nio/charset/Charset;",
                slot(1, FILE));
        in("java.io.UnixFileSystem").check("writeName", "createFileExclusively", "(", slot(1, STRING))
                .check("readName", "canonicalize", "(", slot(1, STRING))
                .check("renameFile", "rename", "(", slot(1, FILE), slot(2, FILE));
        for (String read : List.of("getBooleanAttributes", "hasBooleanAttributes", "checkAccess", "getLastModifiedTime",
                "getLength", "list", "getSpace")) {
            check("readFile", read, "(" + FILE, slot(1, FILE));
        }
        for (String write : List.of("delete", "createDirectory", "setLastModifiedTime", "setReadOnly",
                "setPermission")) {
            check("writeFile", write, "(" + FILE, slot(1, FILE));
        }
    }

    private void code() {
        in("java.lang.ClassLoader").never("making a class loader", "<init>:(Ljava/lang/Void;");
        in("jdk.internal.loader.BuiltinClassLoader").check("loadClass", "loadClass", "(Ljava/lang/String;Z)",
                slot(0, "Ljava/lang/ClassLoader;"), slot(1, STRING));
        in("java.lang.Class").check("loadClass", "forName", "(Ljava/lang/String;ZLjava/lang/ClassLoader;",
                slot(3, "Ljava/lang/ClassLoader;"), slot(1, STRING));
        Given deed = new Given.Text("defining classes");
        in("java.lang.invoke.MethodHandles$Lookup").never("defining classes", "defineClass:([B)",
                "defineHiddenClassWithClassData").check("defining", "defineHiddenClass", "(", deed);
        in("java.lang.invoke.MethodHandles").check("reflect", "privateLookupIn", "(", slot(1, CLASS));
        in("java.lang.reflect.AccessibleObject").check("reflect", "checkCanSetAccessible",
                "(Ljava/lang/Class;Ljava/lang/Class;Z", slot(2, CLASS));
        in("sun.misc.Unsafe").never("working on raw memory", "allocateMemory", "reallocateMemory", "setMemory",
                "copyMemory", "allocateInstance");
        in("jdk.internal.foreign.abi.AbstractLinker").never("calling native code", "downcallHandle", "upcallStub");
        in("jdk.internal.foreign.AbstractMemorySegmentImpl").never("working on raw memory", "reinterpret");
        in("java.lang.Module").never("calling native code", "ensureNativeAccess");
    }

    private void threads() {
        String thread = "Ljava/lang/Thread;";
        // a virtual one gets its container when it starts; VirtualThread itself does not bear to be changed beside a cache
        in("java.lang.Thread").check("start", "start", "(", slot(0, thread))
                .check("start", "setThreadContainer", "(", slot(0, thread))
                .never("changing what happens to uncaught errors", "setDefaultUncaughtExceptionHandler");
        String runnable = "Ljava/lang/Runnable;";
        String callable = "Ljava/util/concurrent/Callable;";
        Given pool = slot(0, "Ljava/util/concurrent/ForkJoinPool;");
        in("java.util.concurrent.ForkJoinPool").replace("execute", "execute", "(" + runnable, pool, slot(1, runnable))
                .replace("execute", "submit", "(" + runnable, pool, slot(1, runnable))
                .replace("execute", "schedule", "(" + runnable, pool, slot(1, runnable))
                .replace("call", "submit", "(" + callable, pool, slot(1, callable))
                .replace("call", "schedule", "(" + callable, pool, slot(1, callable));
        in("java.util.concurrent.CompletableFuture$DelayedExecutor").replace("attributed", "execute", "(",
                slot(1, runnable));
    }

    /** Puts what a check returns into the place of the first parameter. */
    private Hooks replace(String check, String method, String parameters, Given... given) {
        all.add(new Hook(type, method, parameters, check, List.of(given), 1));
        return this;
    }

    private Hooks in(String name) {
        type = name;
        return this;
    }

    /** Denies methods always; a name may be followed by a colon and what the descriptor begins with. */
    private Hooks never(String deed, String... methods) {
        for (String method : methods) {
            String[] parts = method.split(":", 2);
            check("never", parts[0], parts.length == 2 ? parts[1] : "(", new Given.Text(deed));
        }
        return this;
    }

    /** Denies methods to a plugin that calls them itself: the JDK uses them too. */
    private Hooks neverItself(String deed, String... methods) {
        for (String method : methods) {
            String[] parts = method.split(":", 2);
            check("neverItself", parts[0], parts.length == 2 ? parts[1] : "(", new Given.Text(deed),
                    new Given.Text(type));
        }
        return this;
    }

    private Hooks check(String check, String method, String parameters, Given... given) {
        all.add(new Hook(type, method, parameters, check, List.of(given), 0));
        return this;
    }

    private static Given slot(int index, String as) {
        return new Given.Slot(index, as);
    }
}
