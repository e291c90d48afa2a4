using System.Globalization;

namespace Overtone.Hosting.Stability;

/// <summary>The command line that makes the run of one set again, without the others.</summary>
internal static class SetArguments
{
    private static readonly string[] Replaced =
        [SeedSets.Option.Name, SeedSets.FirstSeed, CommonOptions.Out.Name, .. CommonOptions.Out.Aliases];

    /// <summary>Takes the command line of all sets for that of one.</summary>
    /// <param name="args">The command line of all.</param>
    /// <param name="seed">The set's first seed.</param>
    /// <param name="folder">The folder of its run.</param>
    public static string[] Of(IReadOnlyList<string> args, long seed, string folder)
    {
        var kept = new List<string>();
        for (int n = 0; n < args.Count; n++)
        {
            if (Replaced.Contains(args[n]))
                n++;
            else if (!Replaced.Any(name => IsWithValue(args[n], name)))
                kept.Add(args[n]);
        }

        return [.. kept, SeedSets.FirstSeed, seed.ToString(CultureInfo.InvariantCulture), CommonOptions.Out.Name, folder];
    }

    // As --out=folder, --out:folder or -ofolder.
    private static bool IsWithValue(string argument, string name) =>
        argument.StartsWith(name, StringComparison.Ordinal)
        && (!name.StartsWith("--", StringComparison.Ordinal) || argument[name.Length] is '=' or ':');
}
