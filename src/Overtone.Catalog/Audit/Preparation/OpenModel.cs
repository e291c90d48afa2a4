using Overtone.Models;
using Overtone.Studies;

namespace Overtone.Catalog.Audit.Preparation;

/// <summary>A subject's model, opened from its file or, for the demonstration, from a trial's artefact.</summary>
internal sealed class OpenModel : IDisposable
{
    private readonly IDisposable? _network;

    public OpenModel(AuditSubject subject, ClassifierOptions options, TrialContext context)
    {
        if (subject.IsDemonstration)
            (Classifier, _network) = DemonstrationNetwork.Open(subject, context, options);
        else
            Classifier = ClassifierFile.Open(subject.Model, subject.Input, options);
    }

    /// <summary>The model.</summary>
    public IClassifier Classifier { get; }

    public void Dispose()
    {
        Classifier.Dispose();
        _network?.Dispose();
    }
}
