package dev.patchbay.agent;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is behind a call into the JDK: the first frame that is not the JDK's decides. The host may act for a plugin
 * that called it through one of its entrances; below any other class of it that a plugin reached, the plugin decides.
 */
final class Callers {
    private static final StackWalker STACK = StackWalker.getInstance(
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));
    private static final Function<Stream<StackFrame>, @Nullable Subject> NEAREST = new Nearest(null);
    private static final Function<Stream<StackFrame>, Boolean> OF_THE_JDK = new InitializationOfTheJdk();
    private static final Function<Stream<StackFrame>, Boolean> IS_SWITCH = new SwitchOfTheJdk();
    private static final Subject NOBODY = new Subject("unknown code", Rules.NONE, new Subject.Denials());
    /** What the host hands out to plugins, and what these therefore may call. */
    private static final List<String> ENTRANCES = List.of("dev.patchbay.api.", "dev.patchbay.broker.",
            "dev.patchbay.host.", "dev.patchbay.invocation.", "dev.patchbay.catalog.", "dev.patchbay.endpoint.",
            "dev.patchbay.server.logging.", "dev.patchbay.agent.");

    private Callers() {}

    /** Returns the plugin that answers for the call; null if it is the host or the JDK itself. */
    static @Nullable Subject nearest() {
        return Origin.isAlone() ? null : STACK.walk(NEAREST);
    }

    /**
     * Returns the plugin whose code calls a method itself, also by reflection; null if the JDK does, whoever called that.
     *
     * @param hooked the class of the method
     */
    static @Nullable Subject immediate(String hooked) {
        return Origin.isAlone() ? null : STACK.walk(new Nearest(hooked));
    }

    /**
     * Whether the JDK initializes itself between the call and the code behind it: denied, a class of it would be broken for
     * everybody.
     */
    static boolean isInitializationOfTheJdk() {
        return STACK.walk(OF_THE_JDK);
    }

    /** Whether the class that is defined is what Java writes for a {@code switch} over types: nobody else chooses its bytes. */
    static boolean isSwitchOfTheJdk() {
        return STACK.walk(IS_SWITCH);
    }

    private static boolean isReflection(String name) {
        return name.startsWith("java.lang.reflect.") || name.startsWith("java.lang.invoke.")
                || name.startsWith("jdk.internal.reflect.");
    }

    private static boolean isEntrance(Class<?> type) {
        String name = type.getName();
        for (String entrance : ENTRANCES) {
            if (name.startsWith(entrance)) {
                return true;
            }
        }
        return false;
    }

    private record Nearest(@Nullable String hooked) implements Function<Stream<StackFrame>, @Nullable Subject> {
        @Override
        public @Nullable Subject apply(Stream<StackFrame> frames) {
            Iterator<StackFrame> each = frames.iterator();
            Class<?> type = afterAgent(each);
            boolean unknown = false;
            while (type != null) {
                Origin origin = Origin.of(type);
                if (origin.subject() != null) {
                    return origin.subject();
                }
                if (origin == Origin.AGENT) {
                    return null;
                }
                if (origin == Origin.HOST) {
                    return behindHost(type, each, unknown);
                }
                if (origin == Origin.UNKNOWN) {
                    unknown = true;
                } else if (hooked != null && !unknown && !isTransparent(type)) {
                    return null;
                }
                type = each.hasNext() ? each.next().getDeclaringClass() : null;
            }
            Subject tag = ThreadTags.current();
            return tag != null ? tag : unknown ? NOBODY : null;
        }

        private boolean isTransparent(Class<?> type) {
            String name = type.getName();
            return name.equals(hooked) || isReflection(name) || name.equals("java.lang.ClassLoader")
                    || name.equals("java.lang.Class") || name.startsWith("jdk.internal.loader.");
        }

        /** The nearest frame is the host's: plugins have threads of their own, so that elsewhere nobody is behind it. */
        private static @Nullable Subject behindHost(Class<?> nearest, Iterator<StackFrame> each, boolean unknown) {
            Subject tag = ThreadTags.current();
            if (tag == null && !unknown) {
                return null;
            }
            if (tag != null && unknown) {
                return tag;
            }
            Class<?> entrance = nearest;
            boolean byJdk = false; // as where it looks for services: then the plugin did not choose the host's class
            while (each.hasNext()) {
                Class<?> type = each.next().getDeclaringClass();
                Origin origin = Origin.of(type);
                if (origin.subject() != null) {
                    return unknown || !(byJdk || isEntrance(entrance)) ? origin.subject() : null;
                }
                if (origin == Origin.HOST || origin == Origin.AGENT) {
                    entrance = type;
                    byJdk = false;
                } else {
                    byJdk |= origin == Origin.JDK && !isReflection(type.getName());
                }
            }
            return null;
        }
    }

    private record SwitchOfTheJdk() implements Function<Stream<StackFrame>, Boolean> {
        @Override
        public Boolean apply(Stream<StackFrame> frames) {
            Iterator<StackFrame> each = frames.iterator();
            Class<?> type = afterAgent(each);
            while (type != null && type.getName().startsWith("java.lang.invoke.MethodHandles$Lookup")) {
                type = each.hasNext() ? each.next().getDeclaringClass() : null;
            }
            return type != null && type.getName().equals("java.lang.runtime.SwitchBootstraps")
                    && Origin.of(type) == Origin.JDK;
        }
    }

    private record InitializationOfTheJdk() implements Function<Stream<StackFrame>, Boolean> {
        @Override
        public Boolean apply(Stream<StackFrame> frames) {
            Iterator<StackFrame> each = frames.iterator();
            afterAgent(each);
            while (each.hasNext()) {
                StackFrame frame = each.next();
                if (Origin.of(frame.getDeclaringClass()) != Origin.JDK) {
                    return false;
                }
                String method = frame.getMethodName();
                String type = frame.getClassName();
                if (method.equals("<clinit>")
                        || (method.equals("getLocalHost") && type.equals("java.net.InetAddress"))
                        || (method.equals("getPlatformMBeanServer")
                                && type.equals("java.lang.management.ManagementFactory"))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Skips the agent's own frames, which are on top of every check; returns the class that is hooked. */
    private static @Nullable Class<?> afterAgent(Iterator<StackFrame> each) {
        while (each.hasNext()) {
            Class<?> type = each.next().getDeclaringClass();
            if (Origin.of(type) != Origin.AGENT) {
                return type;
            }
        }
        return null;
    }
}
