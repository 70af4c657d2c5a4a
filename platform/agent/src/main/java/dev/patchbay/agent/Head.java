package dev.patchbay.agent;

import dev.patchbay.agent.Hook.Given;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** The instructions that call checks with what they are given, and what they need of the stack. */
final class Head {
    private static final String CHECKS = "dev/patchbay/agent/Checks";
    private static final int LDC_W = 19;
    private static final int ALOAD = 25;
    private static final int ASTORE = 58;
    private static final int GETFIELD = 180;
    private static final int INVOKESTATIC = 184;
    /** Code moves by a multiple of it. */
    private static final int ALIGNMENT = 4;

    private final Constants constants;
    private final String owner;
    private final boolean isStatic;
    private final String descriptor;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private int stack;

    private Head(Constants constants, String owner, boolean isStatic, String descriptor) {
        this.constants = constants;
        this.owner = owner;
        this.isStatic = isStatic;
        this.descriptor = descriptor;
    }

    /**
     * Makes the instructions.
     *
     * @param constants of the class, which get what is new
     * @param owner the class, with slashes
     * @param isStatic whether the method is
     * @param descriptor of the method
     */
    static Head of(List<Hook> hooks, Constants constants, String owner, boolean isStatic, String descriptor) {
        Head head = new Head(constants, owner, isStatic, descriptor);
        hooks.forEach(head::check);
        return head;
    }

    /** The instructions, with instructions that do nothing behind them until their length fits. */
    byte[] code() {
        byte[] bytes = code.toByteArray();
        return Arrays.copyOf(bytes, (bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    }

    int stack() {
        return stack;
    }

    private void check(Hook hook) {
        int needed = 0;
        for (Given given : hook.given()) {
            switch (given) {
                case Given.Slot(int index, _) when index == 0 -> local(ALOAD, 0);
                case Given.Slot(int index, _) -> local(load(parameter(index)), slot(index));
                case Given.Field(String name, String type, _) -> {
                    local(ALOAD, 0);
                    wide(GETFIELD, constants.field(owner, name, type));
                }
                case Given.Text(String text) -> wide(LDC_W, constants.string(text));
            }
            needed += size(given.descriptor().charAt(0));
        }
        String returned = hook.replaces() == 0 ? null : parameter(hook.replaces());
        wide(INVOKESTATIC, constants.method(CHECKS, hook.check(), hook.checkDescriptor(returned)));
        if (returned != null) {
            local(ASTORE, slot(hook.replaces()));
        }
        stack = Math.max(stack, Math.max(1, needed));
    }

    private void local(int operation, int slot) {
        code.write(operation);
        code.write(slot);
    }

    private void wide(int operation, int index) {
        code.write(operation);
        code.write(index >> 8);
        code.write(index);
    }

    private static int load(String type) {
        return switch (type.charAt(0)) {
            case 'J' -> 22;
            case 'F' -> 23;
            case 'D' -> 24;
            case 'L', '[' -> ALOAD;
            default -> 21;
        };
    }

    private static int size(char type) {
        return type == 'J' || type == 'D' ? 2 : 1;
    }

    private int slot(int index) {
        int slot = isStatic ? 0 : 1;
        for (int i = 1; i < index; i++) {
            slot += size(parameter(i).charAt(0));
        }
        return slot;
    }

    /** The type of a parameter, counted from 1, as it stands in the descriptor. */
    private String parameter(int index) {
        int at = 1;
        for (int i = 1; i < index; i++) {
            at = end(at);
        }
        return descriptor.substring(at, end(at));
    }

    private int end(int begin) {
        int at = begin;
        while (descriptor.charAt(at) == '[') {
            at++;
        }
        return descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) + 1 : at + 1;
    }
}
