using Overtone.Attacks;
using Overtone.Catalog.Audit;
using Overtone.Data;
using Overtone.Models;
using Overtone.Spectra;
using Overtone.Studies;
using static TorchSharp.torch;

namespace Overtone.Catalog.AttackedModels;

/// <summary>
/// Reads what attacks have stored, classifies and measures each image anew, and keeps the nearest adversarial one of each: with spectra of
/// what was changed, pictures, and the images themselves for others to read.
/// </summary>
internal static class NearestMeasurement
{
    /// <summary>The name of the nearest adversarial images among changes.</summary>
    public const string Name = "nearest of all attacks";

    /// <summary>The adversarial images, the same images as they were, their labels, and their numbers in the sample.</summary>
    public const string Adversarial = "adversarial.npy", Originals = "adversarial-originals.npy", Labels = "adversarial-labels.npy",
        Numbers = "adversarial-numbers.npy";

    public static void Measure(NearestTrial trial, OpenSubject subject, Recorder to)
    {
        LabelledImages images = subject.Images;
        IClassifier classifier = subject.Classifier;
        bool[] wasWrong = [.. AttackVerification.Of(classifier, images, images.Pixels, trial.Ball, to.Cancellation).IsBroken];
        var nearest = new NearestImages(images);
        using var all = new DisposableList<ChangeSpectrum>();
        foreach ((int n, StoredAttack attack) in trial.Attacks.Index())
        {
            using var scope = NewDisposeScope();
            Tensor stored = cat([.. attack.Trials.Select(key => Read(key, to))]).to(images.Pixels.device);
            var verified = AttackVerification.Of(classifier, images, stored, trial.Ball, to.Cancellation);
            nearest.Offer(attack.Attack, stored, verified);
            all.Add(SpectrumOf(attack.Attack, stored, Places(image => verified.IsBroken[image] && !wasWrong[image])));
            to.Report((n + 1.0) / trial.Attacks.Length);
        }

        int[] broken = Places(image => nearest.IsBroken(image) && !wasWrong[image]);
        if (trial.Attacks.Length > 1)
            all.Add(SpectrumOf(Name, nearest.Pixels, broken));
        AddControls();
        ChangeSpectrum.Write(to, all);
        to.Add(RingsOf(classifier.InputSize));
        to.Add(new GradientAccess(trial.Subject.GradientFault ?? ""));
        AddRows();
        Keep(images, nearest.Pixels, broken, to);
        AttackPictures.Add(subject, nearest, broken, trial.Ball.Norm, to);

        int[] Places(Func<int, bool> isWanted) => [.. Enumerable.Range(0, images.Count).Where(isWanted)];

        ChangeSpectrum SpectrumOf(string name, Tensor attacked, int[] places)
        {
            var spectrum = NewSpectrum(name, classifier.InputSize);
            using var scope = NewDisposeScope();
            spectrum.Add(Some(attacked - images.Pixels, places));
            return spectrum;
        }

        // What attacks are compared with: the raw gradient, its sign, noise, and the images.
        void AddControls()
        {
            using var scope = NewDisposeScope();
            (string Name, Tensor Change)[] controls =
            [
                ("gaussian noise", RandomStreams.Normal(trial.Subject.Seed, "attack-noise", 0, images.Pixels.shape)),
                ("images", images.Pixels - images.Pixels.mean([2, 3], keepdim: true)),
            ];
            if (trial.Subject.GradientFault is null && classifier is IDifferentiableClassifier differentiable)
            {
                ClassifierGradient gradient =
                    differentiable.CrossEntropyGradient(images.Pixels, images.Labels.ToArray(), to.Cancellation);
                bool[] isUsable = [.. gradient.Usable()];
                Tensor said = Some(gradient.Gradient, Places(image => isUsable[image]));
                controls = [("gradient", said), ("sign of gradient", said.sign()), .. controls];
            }

            foreach ((string name, Tensor change) in controls)
            {
                var spectrum = NewSpectrum(name, classifier.InputSize);
                spectrum.Add(change);
                all.Add(spectrum);
            }
        }

        void AddRows()
        {
            var before = ClassifierAnswers.Of(classifier.Logits(images.Pixels, to.Cancellation), images.Labels.Span);
            var after = ClassifierAnswers.Of(classifier.Logits(nearest.Pixels, to.Cancellation), images.Labels.Span);
            to.Add(Enumerable.Range(0, images.Count).Select(image => new NearestAdversarial(
                image, images.Labels.Span[image], wasWrong[image], wasWrong[image] ? "" : nearest.AttackOf(image),
                nearest.IsBroken(image) ? nearest.DistanceOf(image) : null, nearest.Survives(image), before.Predictions[image],
                after.Predictions[image])));
        }
    }

    private static Tensor Read(string key, Recorder to)
    {
        using Stream stream = to.OpenArtefact(key, AttackMeasurement.Images);
        return StoredImages.Read(stream, AttackMeasurement.Images);
    }

    private static ChangeSpectrum NewSpectrum(string name, InputSize size) => new(name, size.Height, size.Width);

    // An array without elements makes no tensor.
    private static Tensor Some(Tensor images, int[] places) => places.Length == 0
        ? images.narrow(0, 0, 0)
        : images.index_select(0, tensor(Array.ConvertAll(places, place => (long)place), device: images.device));

    // The rings of a radial profile: rounded distances from zero, up to half the shorter side.
    private static IEnumerable<FrequencyRing> RingsOf(InputSize size)
    {
        using Tensor radius = FrequencyGrid.Radius(size.Height, size.Width);
        double[] radii = [.. radius.data<double>()];
        return [.. Enumerable.Range(0, (Math.Min(size.Height, size.Width) / 2) + 1)
            .Select(ring => new FrequencyRing(ring, radii.Count(r => (int)Math.Round(r, MidpointRounding.ToEven) == ring)))];
    }

    private static void Keep(LabelledImages images, Tensor nearest, int[] broken, Recorder to)
    {
        using var scope = NewDisposeScope();
        Tensor adversarial = Some(nearest, broken), originals = Some(images.Pixels, broken);
        to.WriteArtefact(Adversarial, stream => StoredImages.Write(adversarial, stream));
        to.WriteArtefact(Originals, stream => StoredImages.Write(originals, stream));
        to.WriteArtefact(Labels, stream => StoredImages.Write(broken.Select(image => images.Labels.Span[image]), stream));
        to.WriteArtefact(Numbers, stream => StoredImages.Write(broken.Select(image => (long)image), stream));
    }

    private sealed class DisposableList<T> : List<T>, IDisposable
        where T : IDisposable
    {
        public void Dispose() => ForEach(item => item.Dispose());
    }
}
