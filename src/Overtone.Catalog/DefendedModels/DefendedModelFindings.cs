using System.Globalization;
using Overtone.Catalog.AttackedModels;
using Overtone.Catalog.Audit;
using Overtone.Studies.Findings;
using Overtone.Studies.Tables;

namespace Overtone.Catalog.DefendedModels;

/// <summary>The accuracy that is left in one way of measuring it, with its 95 % interval.</summary>
[Table("defence_accuracies")]
internal sealed record DefenceAccuracy(string Measure, string Model, int Images, double Accuracy, double Low, double High);

/// <summary>What an attack broke that the ones before it left.</summary>
[Table("broken_by")]
internal sealed record BrokenBy(string Model, string Attack, int Images);

/// <summary>What is said of a defended model.</summary>
internal sealed class DefendedModelFindings(DefendedModelOptions options, Conclusion to)
{
    private const string Without = "without the defence", With = "with the defence";

    private readonly IReadOnlyList<DefendedImage> _images = [.. to.Rows<DefendedImage>().OrderBy(r => r.Image)];
    private readonly DefendedFileRow _file = to.Rows<DefendedFileRow>()[0];
    private readonly string _bound = $"ℓ∞ {options.Epsilon.Trim()}";

    private string Attacks => string.Join(
        ", ", to.Rows<DefenceAttackCost>().Select(r => r.Attack.Split(' ')[0]).Distinct().Prepend("images made without the defence"));

    public void Conclude()
    {
        DefenceAccuracy before = Measure("unperturbed", Without, r => !r.UndefendedWrong),
            clean = Measure("unperturbed", With, r => !r.DefendedWrong);
        DefenceAccuracy alone = Measure("attacked", Without, r => r.UndefendedStands),
            left = Measure("attacked", With, r => r.DefendedStands);
        DefenceAccuracy transfer = Measure("made without it", With, r => r.TransferStands);
        Estimate(AuditFindings.CleanAccuracyName, clean, $"With the defence it classifies {clean.Images} unperturbed images with an "
            + $"accuracy of {Percent(clean)}; without it, {StudyText.Percent(before.Accuracy)}.");
        Estimate("undefended_clean_accuracy", before, $"Without the defence the accuracy on the same images is {Percent(before)}.");
        Estimate("accuracy_under_attack", left, left.Accuracy > 0
            ? $"Within {_bound}, {Percent(left)} of the images are not broken by {Attacks}: an upper bound on the accuracy under stronger "
                + $"attacks. Without the defence {StudyText.Percent(alone.Accuracy)} are left by the same attacks."
            : $"Broken: within {_bound}, every image that the defended model gets right. Without the defence "
                + $"{StudyText.Percent(alone.Accuracy)} are left by the same attacks.");
        Estimate(
            "undefended_accuracy_under_attack", alone, $"Without the defence {Percent(alone)} of the images are left within {_bound}.");
        Gain();
        if (_images.Any(r => r.NearestFound))
        {
            DefenceAccuracy published = Measure("as published", With, r => r.NearestStands);
            Estimate(
                "accuracy_as_published", published,
                $"Measured as published, on the nearest adversarial images of the undefended model, the accuracy is {Percent(published)}. "
                    + "Those stop a hair beyond a boundary that averaging moves a little: don't quote it.");
        }

        Estimate("accuracy_under_transfer", transfer, $"On images made within {_bound} to break the model without the defence the "
            + $"accuracy is {Percent(transfer)}.");
        Cost();
        Notes();
        Figure();
    }

    private DefenceAccuracy Measure(string measure, string model, Func<DefendedImage, bool> stands)
    {
        int standing = _images.Count(stands);
        var interval = WilsonInterval.Of(standing, _images.Count);
        var row = new DefenceAccuracy(measure, model, _images.Count, (double)standing / _images.Count, interval.Low, interval.High);
        to.Add(row);
        return row;
    }

    private void Gain()
    {
        var gain = PairedDifference.Of([.. _images.Select(r => r.DefendedStands)], [.. _images.Select(r => r.UndefendedStands)]);
        string points = string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * gain.Value:+0.0;-0.0;0.0} points (95 % {100 * gain.Low:+0.0;-0.0;0.0} to {100 * gain.High:+0.0;-0.0;0.0})");
        to.Estimate(new Estimate
        {
            Name = "gain_under_attack",
            Value = gain.Value,
            Low = gain.Low,
            High = gain.High,
            Importance = gain.Low > 0 ? 0.5 : 1,
            Statement = $"The defence changes the accuracy under attack by {points}. "
                + (gain.Low > 0 ? "Attacks made through it leave more than they leave of the model alone."
                    : gain.High < 0 ? "It is easier to break with the defence than without."
                    : "That is no sign that it protects against someone who knows of it."),
            Advice = gain.Low > 0
                ? "Attack the written file harder before you rely on it: overtone attack FILE --masking full, with more --steps and "
                    + "--queries."
                : "Don't deploy it against attacks. Adversarial training changes the model itself: overtone train --regime adversarial.",
        });
    }

    private void Cost() => to.Estimate(new Estimate
    {
        Name = "passes_per_image",
        Value = _file.Points,
        Statement = $"Each answer takes {_file.Points} passes of the model.",
    });

    private void Notes()
    {
        PreflightFindings.Tell(to);

        if (CleanError.IsNearChance(to.Tables))
            to.Warn("The model does no better than guessing on these images: what attacks leave says nothing.");
        GradientAccess.Tell(to);
        to.Note($"The file's logits differ from those of the wrapper that was attacked by at most {_file.Difference:G2} of their spread. "
            + $"Its {options.Directions} directions are frozen and anyone who has the file knows them. R is "
            + $"{StudyText.Number(_file.Radius)}, an ℓ2 norm over all pixels in [0, 1].");
        to.Note("An image counts as broken with the defence if the written file, computed by ONNX Runtime and asked about it alone, gets "
            + "it wrong. The same attacks with as many steps were made on both models.");
        to.Add(Broken(Without, r => r.UndefendedBrokenBy).Concat(Broken(With, r => r.DefendedBrokenBy)));
        foreach (var model in to.Rows<DefenceAttackCost>().GroupBy(r => r.IsDefended).OrderBy(g => g.Key))
        {
            to.Note($"The attacks on the model {(model.Key ? With : Without)} took {model.Sum(r => r.ForwardPasses):N0} forward and "
                + $"{model.Sum(r => r.BackwardPasses):N0} backward passes of an image.");
        }
    }

    private IEnumerable<BrokenBy> Broken(string model, Func<DefendedImage, string> by) => _images.Select(by)
        .Where(attack => attack.Length > 0).GroupBy(attack => attack, (attack, all) => new BrokenBy(model, attack, all.Count()));

    private void Figure() => to.Figure(
        "defence-accuracies", "Accuracy with and without the defence",
        $"Accuracy without any attack; within {_bound} by attacks on each model that know all of it; on images that were made to break the "
            + "model without the defence; and as published, on the nearest of those. Only the second pair says what a defence is worth "
            + "against someone who knows of it.",
        new Bars<DefenceAccuracy>().Each(r => r.Measure).Y(r => r.Accuracy, "accuracy", min: 0, max: 1).By(r => r.Model));

    private static string Percent(DefenceAccuracy row) => StudyText.Percent(row.Accuracy, row.Low, row.High);

    private void Estimate(string name, DefenceAccuracy row, string statement) => to.Estimate(new Estimate
    {
        Name = name,
        Value = row.Accuracy,
        Low = row.Low,
        High = row.High,
        Statement = statement,
    });
}
