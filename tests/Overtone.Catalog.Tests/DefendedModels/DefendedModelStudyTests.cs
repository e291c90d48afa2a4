using Overtone.Catalog.DefendedModels;
using Overtone.Catalog.Tests.AttackedModels;
using Overtone.Data;
using Overtone.Models;
using Overtone.Studies;
using Overtone.Studies.Runs;
using Overtone.Tests;
using static TorchSharp.torch;

namespace Overtone.Catalog.Tests.DefendedModels;

public sealed class DefendedModelStudyTests : IDisposable
{
    private static readonly DefendedModelOptions Small = new()
    {
        Model = SmallAttack.Fixture("linear.onnx"),
        Images = 30,
        BatchSize = 20,
        Epsilon = "0.05",
        Directions = 3,
        Steps = 5,
        Queries = 10,
    };

    private readonly TestRun _run = new();

    public void Dispose() => _run.Dispose();

    /// <summary>Opposite points cancel in an average of affine logits: nothing is changed, so nothing is gained.</summary>
    [Fact]
    public void A_linear_classifier_gains_nothing_by_an_average_of_logits()
    {
        RunOutcome outcome = Run(Small with { Average = WrittenOutput.Logits, Radius = 0.5 });
        Assert.All(outcome.Tables.Rows<DefendedImage>(), r => Assert.Equal(r.UndefendedWrong, r.DefendedWrong));
        Assert.Equal(Value(outcome, "undefended_clean_accuracy"), Value(outcome, "clean_accuracy"));
        Assert.Equal(Value(outcome, "undefended_accuracy_under_attack"), Value(outcome, "accuracy_under_attack"), 0.04);
        Assert.InRange(Value(outcome, "accuracy_under_attack"), 0.01, Value(outcome, "clean_accuracy") - 0.1);
        Assert.Equal(19, Value(outcome, "passes_per_image"));
    }

    [Fact]
    public void What_is_written_answers_as_was_measured_and_attacks_through_it_leave_no_more_than_those_made_without_it()
    {
        DefendedModelOptions options = Small with { Model = SmallAudit.Fixture("digits.onnx"), Epsilon = "0.2", Radius = 0.8 };
        RunOutcome outcome = Run(options);
        IReadOnlyList<DefendedImage> rows = outcome.Tables.Rows<DefendedImage>();
        Assert.Equal(30, rows.Select(r => r.Image).Distinct().Count());
        Assert.All(rows.Where(r => !r.TransferStands), r => Assert.False(r.DefendedStands));
        Assert.True(Value(outcome, "accuracy_under_attack") <= Value(outcome, "accuracy_under_transfer"));
        Assert.True(Value(outcome, "accuracy_under_attack") < Value(outcome, "accuracy_as_published"));
        Assert.InRange(Assert.Single(outcome.Tables.Rows<DefendedFileRow>()).Difference, 0, 1e-5);

        string file = FileOf(outcome);
        using IClassifier written = ClassifierFile.Open(file, InputSpecFile.ReadFor(file), new ClassifierOptions());
        Dataset digits = ImageProblem.Open("digits", []).Evaluation;
        using Tensor images = digits.Images([0, 1, 2]);
        using IClassifier inside = ClassifierFile.Open(options.Model, InputSpecFile.ReadFor(options.Model), new ClassifierOptions());
        using IClassifier expected = new ChosenDefence(3, 0.8, WrittenOutput.Softmax, options.Seed).Make().Protect(inside);
        using Tensor ours = expected.Logits(images), theirs = written.Logits(images);
        Assert.InRange((ours - theirs).abs().max().item<float>(), 0, 1e-4);
        Assert.True((inside.Logits(images).log_softmax(1) - theirs).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void The_demonstration_is_defended_too()
    {
        RunOutcome outcome = Run(DefendedModelOptions.Smoke);
        Assert.Equal(13, Value(outcome, "passes_per_image"));
        Assert.Equal("defence-accuracies", Assert.Single(outcome.Findings!.Figures).Id);
    }

    [Theory]
    [InlineData("--model", "nothing.onnx", "found 'nothing.onnx', expected an existing ONNX or TorchScript file")]
    [InlineData("--epsilon", "2", "found '2', expected a number above 0 and at most 1, a pixel's whole range")]
    [InlineData("--epsilon", "auto", "found 'auto', expected a number above 0")]
    public void A_wrong_option_is_refused(string option, string value, string message)
    {
        DefendedModelOptions options = option == "--model" ? Small with { Model = value } : Small with { Epsilon = value };
        var exception = Assert.Throws<InvalidOptionException>(() => _run.Execute(DefendedModelStudy.Instance, options));
        Assert.Equal(option, exception.Option);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_TorchScript_file_has_no_graph_to_write_around()
    {
        var exception = Assert.Throws<InvalidOptionException>(() => _run.Execute(
            DefendedModelStudy.Instance, Small with { Model = SmallAudit.Fixture("digits.pt") }));
        Assert.Contains("digits.pt, a TorchScript file, expected an ONNX file", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>A model with a softmax inside stays one of probabilities; its logits are gone.</summary>
    [Fact]
    public void Probabilities_are_averaged_and_logits_of_them_refused()
    {
        DefendedModelOptions options = Small with
        {
            Model = Path.Combine(Cases.Models, "softmax-at-the-end.onnx"),
            Data = Path.Combine(Cases.Data, "small-photos"),
            Resize = ResizeRule.Resize,
            Images = 4,
            Directions = 1,
            Steps = 2,
        };
        using IClassifier written = ClassifierFile.Open(FileOf(Run(options)));
        using Tensor images = zeros(2, 3, 32, 32), answers = written.Logits(images);
        Assert.All(answers.sum(1).data<float>().ToArray(), sum => Assert.Equal(1, sum, 1e-5));
        var exception = Assert.Throws<InvalidOptionException>(() => _run.Execute(
            DefendedModelStudy.Instance, options with { Average = WrittenOutput.Logits }));
        Assert.Contains("found logits for softmax-at-the-end.onnx, whose outputs are probabilities", exception.Message);
    }

    private RunOutcome Run(DefendedModelOptions options)
    {
        RunOutcome outcome = _run.Execute(DefendedModelStudy.Instance, options);
        Assert.Empty(outcome.Failures);
        return outcome;
    }

    private string FileOf(RunOutcome outcome) => outcome.Manifest.Trials.Where(key => !key.Contains('/'))
        .Select(key => Path.Combine(TrialStore.AsItIs(_run.Store).FolderOf(DefendedModelStudy.Instance.Id, key), DefendedFile.Model))
        .Single(File.Exists);

    private static double Value(RunOutcome outcome, string name) => outcome.Findings!.Estimates.Single(e => e.Name == name).Value;
}
