using Overtone.Studies.Tables;

namespace Overtone.Catalog.DefendedModels;

/// <summary>The written file.</summary>
/// <param name="Points">Points that an answer is the mean of: passes of the model inside for one image.</param>
/// <param name="Radius">R.</param>
/// <param name="Difference">The largest difference between its logits and the wrapper's, as a share of their spread.</param>
/// <param name="Size">Its size.</param>
[Table("defended_file")]
internal sealed record DefendedFileRow(int Points, double Radius, double Difference, [Unit("bytes")] long Size);

/// <summary>The defended model's answer to an image as it is.</summary>
[Table("defended_clean")]
internal sealed record DefendedAnswer(int Image, long Label, int Prediction)
{
    /// <summary>Whether the label is predicted.</summary>
    public bool IsRight => Prediction == Label;
}

/// <summary>
/// What attacks did to an image. Whether it is broken with the defence is judged by the written file, computed by ONNX Runtime, alone in
/// its batch.
/// </summary>
/// <param name="Image">The image's number in the sample.</param>
/// <param name="Label">Its label.</param>
/// <param name="UndefendedWrong">Whether it is misclassified as it is, without the defence.</param>
/// <param name="UndefendedBrokenBy">The attack that broke it without the defence; empty where none did.</param>
/// <param name="NearestFound">Whether an adversarial image nearest to it was found without the defence.</param>
/// <param name="NearestStands">Whether the defended model gets that one right; where none was found, the image as it is.</param>
/// <param name="DefendedWrong">Whether it is misclassified as it is, with the defence.</param>
/// <param name="TransferStands">Whether the defended model gets right what was made to break the model without the defence.</param>
/// <param name="DefendedBrokenBy">The attack that broke it with the defence; empty where none did.</param>
[Table("defended_images")]
internal sealed record DefendedImage(
    int Image, long Label, bool UndefendedWrong, string UndefendedBrokenBy, bool NearestFound, bool NearestStands, bool DefendedWrong,
    bool TransferStands, string DefendedBrokenBy)
{
    /// <summary>Whether it stands without the defence.</summary>
    public bool UndefendedStands => !UndefendedWrong && UndefendedBrokenBy.Length == 0;

    /// <summary>Whether it stands with the defence.</summary>
    public bool DefendedStands => !DefendedWrong && DefendedBrokenBy.Length == 0;
}

/// <summary>Passes that attacks took, counted in images of the model inside.</summary>
[Table("defence_attack_costs")]
internal sealed record DefenceAttackCost(string Attack, bool IsDefended, long ForwardPasses, long BackwardPasses);
