using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit;

/// <summary>A subject's model, opened from its file or, for the demonstration, from a trial's artefact.</summary>
internal sealed class OpenModel : IDisposable
{
    private readonly IDisposable? _network;

    public OpenModel(AuditSubject subject, ClassifierOptions options, Recorder to)
    {
        if (subject.IsDemonstration)
            (Opened, _network) = DemonstrationNetwork.Open(subject, to, options);
        else
            Opened = ClassifierFile.Open(subject.Model, subject.Input, options);
        Classifier = options.Layer is null ? LogitClassifier.Of(Opened, subject.Outputs) : Opened;
    }

    /// <summary>The model, its outputs being logits: logarithms where the model itself gives probabilities.</summary>
    public IClassifier Classifier { get; }

    /// <summary>The model as it is.</summary>
    public IClassifier Opened { get; }

    public void Dispose()
    {
        Classifier.Dispose();
        _network?.Dispose();
    }
}
