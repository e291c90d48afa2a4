using System.Reflection;
using Overtone.Studies;
using Overtone.Studies.Runs;

namespace Overtone.Catalog.Tests;

/// <summary>What options may and may not do, for every study: nothing that makes less of the paper's experiment goes unseen.</summary>
public sealed class OptionTests : IDisposable
{
    // Which options say nothing about how much of the experiment is run.
    private static readonly string[] Free =
        ["Seed", "Controls", "DrawnSteps", "EarlyStopping", "LargeScale", "RickerWidth", "ShuffledImages"];

    private readonly TestRun _run = new();

    // A question put to a model or training of one's own is no experiment of a paper's.
    public static TheoryData<string> Ids => [.. StudyCatalog.All.Where(study => study.RepeatsExperiment).Select(study => study.Id)];

    public static MatrixTheoryData<string, Preset> Presets => new(StudyCatalog.All.Select(study => study.Id), [Preset.Smoke, Preset.Quick]);

    public void Dispose() => _run.Dispose();

    /// <summary><c>--preset paper --widths 4</c> is not the paper's experiment.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_option_that_makes_less_of_the_papers_experiment_is_seen(string id)
    {
        var study = Study(id);
        Assert.Null(study.ReductionOf(study.OptionsOf(Preset.Paper)));
        foreach (var property in StudyOptions.PropertiesOf(study.OptionsType))
        {
            var rule = property.GetCustomAttribute<OptionAttribute>()!.Reduced;
            if (rule == Reduced.Never)
            {
                Assert.Contains(property.Name, Free);
                continue;
            }

            var changed = study.OptionsOf(Preset.Paper) with { };
            property.SetValue(changed, Lesser(rule, property.GetValue(changed) ?? Least(property.PropertyType)));
            var name = StudyOptions.FlagOf(property)[2..].Replace('-', ' ');
            var reduction = study.ReductionOf(changed);
            Assert.True(reduction?.StartsWith(name + " ", StringComparison.Ordinal), $"{property.Name}: {reduction ?? "unseen"}");
            Assert.DoesNotContain("),", reduction, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_is_nothing_but_its_options(string id, Preset preset)
    {
        var study = Study(id);
        var options = study.OptionsOf(preset);
        foreach (var other in Enum.GetValues<Preset>())
            Assert.Equal(Keys(study, options), Keys(study, options with { Preset = other }));
    }

    /// <summary>
    /// Trials that users have stored are found by their keys. Where a key is to change, its study's version is raised, and the line below
    /// with it; a change of TorchSharp's version changes all.
    /// </summary>
    [Theory]
    [MemberData(nameof(Presets))]
    public void Stored_trials_are_still_found(string id, Preset preset)
    {
        var pinned = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "PinnedKeys.txt")).Select(line => line.Split(' '))
            .ToDictionary(words => $"{words[0]} {words[1]}", words => words[2]);
        var study = Study(id);
        Assert.Equal(pinned[$"{id} {preset}"], Checksum.OfText(string.Join('\n', Keys(study, study.OptionsOf(preset))))[..16]);
    }

    private string[] Keys(Study study, StudyOptions options)
    {
        var environment = new RunEnvironment { Store = _run.Store };
        var checksums = new InputChecksums(Path.Combine(_run.Store, "checksums.json"), CancellationToken.None);
        return [.. study.PlanTrials(options, environment, checksums, []).Select(trial => trial.Key)];
    }

    private static object? Lesser(Reduced rule, object? value) => value switch
    {
        Array { Length: 0 } list => One(list.GetType().GetElementType()!),
        Array list when rule == Reduced.WhenMissing => Part(list),
        Array list => Changed(list),
        int number => rule == Reduced.WhenMore ? number + 1 : number - 1,
        long number => rule == Reduced.WhenMore ? number + 1 : number - 1,
        double number => rule == Reduced.WhenMore ? (number * 1.01) + 0.01 : (number * 0.99) - 0.01,
        bool isOn => !isOn,
        string text => text + "-other",
        Enum => Enum.GetValues(value.GetType()).Cast<object>().First(other => !other.Equals(value)),
        _ => throw new ArgumentException($"no other value of {value}", nameof(value)),
    };

    // Some value where the paper's preset has none, such as one image where it takes all.
    private static object? Least(Type type) =>
        type.IsArray ? One(type.GetElementType()!) : Activator.CreateInstance(Nullable.GetUnderlyingType(type)!);

    private static Array One(Type type)
    {
        var list = Array.CreateInstance(type, 1);
        list.SetValue(type == typeof(string) ? "" : Activator.CreateInstance(type), 0);
        return list;
    }

    private static Array Part(Array list)
    {
        var part = Array.CreateInstance(list.GetType().GetElementType()!, list.Length - 1);
        Array.Copy(list, part, part.Length);
        return part;
    }

    private static Array Changed(Array list)
    {
        var changed = (Array)list.Clone();
        changed.SetValue(Lesser(Reduced.WhenOther, changed.GetValue(0)), 0);
        return changed;
    }

    private static Study Study(string id) => StudyCatalog.All.Single(study => study.Id == id);
}
