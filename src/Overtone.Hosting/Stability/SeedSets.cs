using System.CommandLine;
using Overtone.Studies;

namespace Overtone.Hosting.Stability;

/// <summary>The sets of seeds with which a study is repeated. No two have a seed in common.</summary>
internal static class SeedSets
{
    /// <summary>The option with the first seed of the first set.</summary>
    public const string FirstSeed = "--seed";

    private const int Fewest = 2, Most = 100;

    // From the first seed of one set to that of the next. Studies count far fewer replicates.
    private const long Distance = 1000;

    /// <summary>The option that asks for them.</summary>
    public static Option<int> Option { get; } = new("--stability")
    {
        Description = "Repeat the study with this many sets of other seeds, and show how often each verdict comes out; the run's folder "
            + "then holds one run for each set",
        HelpName = "number",
    };

    /// <summary>How many sets a command line asks for; 1 where it does not.</summary>
    /// <exception cref="InvalidOptionException">The number lies outside its limits, or sets of so many replicates overlap.</exception>
    public static int CountIn(ParseResult parsed, StudyOptions options)
    {
        if (parsed.GetResult(Option) is null)
            return 1;
        int count = parsed.GetValue(Option), replicates = Reductions.Replicates(options);
        if (count is < Fewest or > Most)
            throw new InvalidOptionException(Option.Name, $"{count}", $"a whole number from {Fewest} to {Most}");
        if (replicates > Distance)
            throw new InvalidOptionException(Option.Name, $"{replicates:N0} replicates", $"{Distance:N0} at most, or the sets share seeds");
        if (options.Seed > long.MaxValue - (count * Distance))
            throw new InvalidOptionException(FirstSeed, $"{options.Seed}", $"a smaller seed, which the other sets count up from");
        return count;
    }

    /// <summary>The options of each set.</summary>
    /// <param name="options">Those of the first.</param>
    /// <param name="count">How many sets.</param>
    public static IReadOnlyList<StudyOptions> Of(StudyOptions options, int count) =>
        [.. Enumerable.Range(0, count).Select(n => options with { Seed = options.Seed + (n * Distance) })];

    /// <summary>Whether a set with this first seed belongs with those that begin with <paramref name="first"/>.</summary>
    public static bool Has(long first, long seed) => seed >= first && (seed - first) % Distance == 0;
}
