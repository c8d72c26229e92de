// Vision: what surrounds a network that sees: boxes, suppression, targets, the measures of detection and segmentation,
// augmentation, and the files that data sets and results come in. It takes images as ConvNet's tensors; like ConvNet it knows
// nothing of chapters, cells or reports, and imports nothing else but the C library, threads' atomics and XMLEvents.
//
// Read it in this order:
//
// 1. Boxes/        a rectangle, its formats, and how far two of them coincide: IoU, GIoU, DIoU, CIoU
// 2. Suppression/  of overlapping detections the surest: greedy, per class, soft; and the same step by step
// 3. Anchors/      what a detector learns at each place: anchors, matching, box coding, hard negatives, FCOS's points
// 4. Regions/      a box of a feature map as a grid of numbers: RoI pooling and RoI align; Losses/ the focal loss
// 5. Evaluation/   which detection has found which object (Pascal VOC, COCO), the precision–recall curve, its average;
//                  COCO/ has the same rule at all of COCO's thresholds, sizes and limits at once, over flat columns
// 6. Masks/        masks as runs of pixels: COCO's RLE, its strings, polygons drawn as pycocotools draws them
// 7. Formats/      COCO's JSON, Pascal VOC's XML and result files, YOLO's labels, Open Images' tables; what is wrong in
//                  a file is a `DataFileError` with its place
// 8. Segmentation/ a confusion matrix over a data set, and the accuracies, IoUs and Dice coefficients in it; label
//                  maps; DenseCRF/ cleans them
// 9. Augmentation/ affine maps of image, boxes and mask together; colours; standardising; mixing and erasing; RandAugment
//
// Numbers are `Double`: an average precision turns on whether an IoU is exactly 0.5. Pixels and features are the `Float`
// of their tensors. Scores have one order everywhere, from the highest to the lowest, equal ones as given
// (`descendingOrder`), since that order changes results.
