package dev.patchbay.agent;

import java.util.ArrayList;
import java.util.List;

/** Code that names places of itself in every way there is: what a check at its head moves must still be right. */
public final class Shifted {
    private final List<String> seen = new ArrayList<>();

    /** A switch by table, a loop and branches, with parameters of two slots in front of the one that is checked. */
    public String run(long wide, double wider, String name, int kind) {
        StringBuilder text = new StringBuilder(name);
        for (int i = 0; i < kind; i++) {
            switch (i) {
                case 0 -> text.append(wide);
                case 1 -> text.append(wider);
                case 2, 3 -> text.append(i);
                default -> text.append('-');
            }
        }
        return text.toString();
    }

    /** An object that is half made when a branch comes: the maps of the stack name where its making began. */
    public List<String> half(String name, boolean isLong) {
        seen.add(new String(isLong ? name.repeat(2).toCharArray() : new char[]{'n', name.isEmpty() ? 'o' : 'e'}));
        return seen;
    }

    /** Handlers, and a finally. */
    public static String caught(String number) {
        try {
            return "number " + Integer.parseInt(number);
        } catch (NumberFormatException e) {
            return "line " + e.getStackTrace()[e.getStackTrace().length == 0 ? 0 : own(e)].getLineNumber();
        } finally {
            Thread.onSpinWait();
        }
    }

    private static int own(Exception e) {
        int at = 0;
        while (!e.getStackTrace()[at].getMethodName().equals("caught")) {
            at++;
        }
        return at;
    }

    /** A switch by values, far apart. */
    public static int far(int value) {
        return switch (value) {
            case -1_000_000 -> 1;
            case 7 -> 2;
            case 1_000_000 -> 3;
            default -> value;
        };
    }
}
