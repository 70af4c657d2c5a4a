package dev.patchbay.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the hooks into the classes of the JDK. Knows afterwards what did not work. */
final class Weaver implements ClassFileTransformer {
    private final Map<String, List<Hook>> hooks = new LinkedHashMap<>();
    private final Set<Hook> woven = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    Weaver(List<Hook> all) {
        for (Hook hook : all) {
            hooks.computeIfAbsent(hook.type().replace('.', '/'), name -> new ArrayList<>()).add(hook);
        }
    }

    /** Weaves all; returns what did not work. The classes are loaded before, so that no load happens while one is changed. */
    List<String> weave(Instrumentation instrumentation) {
        Map<String, Class<?>> targets = new HashMap<>();
        for (String name : hooks.keySet()) {
            try {
                targets.put(name, Class.forName(name.replace('/', '.'), false, ClassLoader.getSystemClassLoader()));
            } catch (ClassNotFoundException | LinkageError e) {
                problems.add("this Java has no " + name.replace('/', '.'));
            }
        }
        instrumentation.addTransformer(this, true);
        try {
            instrumentation.retransformClasses(targets.values().toArray(Class<?>[]::new));
        } catch (UnmodifiableClassException | LinkageError e) {
            problems.add("the JDK's classes cannot be changed: " + e);
        } finally {
            instrumentation.removeTransformer(this);
        }
        if (problems.isEmpty()) {
            problems.addAll(missing());
        }
        return problems;
    }

    /** Returns which hooks found no method. */
    List<String> missing() {
        return hooks.values().stream().flatMap(List::stream).filter(hook -> !woven.contains(hook))
                .map(hook -> "this Java has no " + hook + hook.parameters()).toList();
    }

    /** Changes copies of the classes. */
    void rehearse() {
        for (String name : hooks.keySet()) {
            try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
                if (in != null) {
                    Class<?> type = Class.forName(name.replace('/', '.'), false, ClassLoader.getSystemClassLoader());
                    transform(null, null, name, type, null, in.readAllBytes());
                }
            } catch (IOException | ClassNotFoundException e) {
                problems.add("no bytes of " + name + ": " + e);
            }
        }
    }

    @Override
    public byte @Nullable [] transform(@Nullable Module module, @Nullable ClassLoader loader, String name,
            @Nullable Class<?> redefined, @Nullable ProtectionDomain domain, byte[] bytes) {
        List<Hook> own = redefined == null ? null : hooks.get(name);
        if (own == null) {
            return null;
        }
        try {
            return HookedClass.of(bytes, own, woven);
        } catch (RuntimeException | Error e) {
            problems.add("hooks cannot be put into " + name + ": " + e);
            return null;
        }
    }
}
