using Overtone.Catalog.FrequencyPrinciple.Filtering;
using Overtone.Catalog.FrequencyPrinciple.Images;
using Overtone.Catalog.FrequencyPrinciple.OneDimension;
using Overtone.Catalog.FrequencyPrinciple.Parity;
using Overtone.Catalog.SpectralBias.Sines;
using Overtone.Studies;
using Overtone.Studies.Runs;
using Overtone.Theory.FrequencyPrinciple;
using Overtone.Training;

namespace Overtone.Catalog.Tests;

public class TrainingRecorderTests
{
    private static readonly Dictionary<string, (Study Study, StudyOptions Options)> Trainings = new(StringComparer.Ordinal)
    {
        ["a block of perceptrons"] = (
            new FrequencyPrinciple1d(),
            new FrequencyPrinciple1dOptions
            {
                Widths = [16],
                Steps = 300,
                Replicates = 2,
                Samples = 32,
                Controls = false,
                EarlyStopping = false,
                Targets = [Target1d.Sines],
            }),
        ["a block of deep ReLU networks"] = (
            new SpectralBiasSines(),
            new SinesOptions
            {
                Width = 16,
                Depth = 3,
                Samples = 44,
                Steps = 300,
                DrawnSteps = [300],
                EarlyStep = 100,
                Replicates = 2,
                Controls = false,
                Amplitudes = [SineAmplitudes.Equal],
            }),
        ["batches, adam"] = (new FrequencyPrincipleImages(), Images(Optimiser.Adam)),
        ["batches, momentum"] = (new FrequencyPrincipleImages(), Images(Optimiser.Momentum)),
        ["filtering"] = (
            new FrequencyPrincipleFiltering(),
            new FrequencyPrincipleFilteringOptions
            {
                Images = 120,
                Epochs = 4,
                BatchSize = 25,
                Widths = [16],
                Convolution = [2, 2, 8],
                Replicates = 1,
                Quantiles = [0.5],
            }),
        ["parity"] = (
            new FrequencyPrincipleParity(),
            new FrequencyPrincipleParityOptions { Dimension = 6, Samples = 30, Widths = [16], Steps = 100, Draws = 1 }),
    };

    // What each training stores when nothing disturbs it, measured once.
    private static readonly Dictionary<string, SortedDictionary<string, string>> Undisturbed = new(StringComparer.Ordinal);

    public static TheoryData<string> Kinds => [.. Trainings.Keys];

    public static MatrixTheoryData<string, double> Interruptions => new([.. Trainings.Keys], [0.2, 0.7]);

    [Theory]
    [MemberData(nameof(Interruptions))]
    public void A_training_stopped_in_the_middle_goes_on_and_ends_with_the_same_tables(string training, double fraction)
    {
        var (study, options) = Trainings[training];
        using var stop = new CancellationTokenSource();
        using var run = new TestRun();
        run.OnEvent = e => StopAt(e, fraction, stop.Cancel);
        Assert.ThrowsAny<OperationCanceledException>(() => run.Execute(study, options, stop.Token));

        var resumed = FirstProgressOf(run, () => run.Execute(study, options));
        Assert.InRange(resumed, fraction, 1);
        RequireUndisturbed(training, run);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_training_that_was_killed_goes_on_from_its_last_checkpoint_and_ends_with_the_same_tables(string training)
    {
        const double Fraction = 0.7;
        var (study, options) = Trainings[training];
        using var run = new TestRun { CheckpointInterval = TimeSpan.Zero };
        run.OnEvent = e => StopAt(e, Fraction, () => throw new InvalidOperationException("killed"));
        Assert.NotEmpty(run.Execute(study, options).Failures);

        // The checkpoint is that of the step before, at most a two hundredth or one step of the training earlier.
        var resumed = FirstProgressOf(run, () => run.Execute(study, options));
        Assert.InRange(resumed, Fraction - 0.06, 1);
        RequireUndisturbed(training, run);
    }

    [Fact]
    public void Checkpoints_change_no_number_and_none_is_left()
    {
        const string Training = "batches, adam";
        var (study, options) = Trainings[Training];
        using var run = new TestRun { CheckpointInterval = TimeSpan.Zero };
        run.Execute(study, options);
        RequireUndisturbed(Training, run);
        Assert.Empty(run.Checkpoints());
    }

    private static FrequencyPrincipleImagesOptions Images(Optimiser optimiser) => new()
    {
        Images = 120,
        Epochs = 5,
        BatchSize = 25,
        Widths = [16],
        Convolution = [2, 2, 8],
        Replicates = 1,
        Optimiser = optimiser,
        LearningRate = 0.01,
        HighestFrequency = 0.5,
    };

    // Only once, and only while a network trains: reports of a training name the step.
    private static void StopAt(TrialEvent e, double fraction, Action stop)
    {
        if (IsTraining(e) && e.Fraction >= fraction)
        {
            stop();
        }
    }

    private static bool IsTraining(TrialEvent e) =>
        e.Kind == TrialEventKind.Progress && e.Text.StartsWith("step", StringComparison.Ordinal);

    private static double FirstProgressOf(TestRun run, Action execute)
    {
        double? first = null;
        run.OnEvent = e => first ??= IsTraining(e) ? e.Fraction : null;
        execute();
        return first!.Value;
    }

    private static void RequireUndisturbed(string training, TestRun disturbed)
    {
        if (!Undisturbed.TryGetValue(training, out var tables))
        {
            var (study, options) = Trainings[training];
            using var undisturbed = new TestRun();
            Assert.Empty(undisturbed.Execute(study, options).Failures);
            Undisturbed.Add(training, tables = undisturbed.StoredTables());
        }

        Assert.Equal(tables, disturbed.StoredTables());
    }
}
