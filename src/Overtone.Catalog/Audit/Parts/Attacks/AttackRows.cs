using Overtone.Studies.Tables;

namespace Overtone.Catalog.Audit;

/// <summary>An attacked image; the norm's name, and what bounds it.</summary>
[Table("attack_answers")]
internal sealed record AttackAnswer(
    string Attack, string Norm, double Epsilon, int Image, bool WasWrong, bool Broken, bool WrongAfterRounding, double Distance,
    [Unit("logits")] double Margin, bool HasGradient);

/// <summary>What was not measured for want of a gradient; the norm of an attack, else empty.</summary>
[Table("without_gradient")]
internal sealed record MissingGradient(string Part, string Norm, string Reason);

/// <summary>What an attack leaves of the accuracy.</summary>
[Table("attacks")]
internal sealed record AttackRate(
    string Attack, double Epsilon, int Images, double CleanAccuracy, double Accuracy, double AccuracyAfterRounding, double MeanDistance,
    [Unit("logits")] double MeanMargin);
